using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers;

/// <summary>The last steps of a sequence; the last step alone is a vector.</summary>
internal sealed class LastLayer : LayerKind
{
    public override string AttributeName => "LastAttribute";

    public override IReadOnlyList<string> OtherNames => ["LastStep", "LastSteps", "SelectLast", "TakeLast"];

    public override bool KeepsSize => false;

    public override LayerSpec Parse(LayerContext context)
    {
        Shape input = context.Input;
        bool isSequence = context.CheckSequence("Last");
        int count = !context.Attribute.Has("count") ? 1
            : isSequence ? context.Count("count", 1, input.Positions, 0, $"the input has {input.Positions} {(input.Positions == 1 ? "step" : "steps")}")
            : context.Count("count");
        Shape output = !isSequence || count == 0 ? Shape.Unknown : count == 1 ? Shape.Vector(input.Channels) : Shape.Sequence(count, input.Channels);
        return new LastSpec(context.Index, context.Name, input, output, count);
    }
}

internal sealed record LastSpec(int Index, string Name, Shape Input, Shape Output, int Count) : LayerSpec(Index, Name, Input, Output)
{
    public override bool SetsShape => true;

    public override Gain? GainBefore => null;

    public override OutputKind OutputKind => OutputKind.AsInput;

    public override string Describe() => Count == 1 ? "Last" : $"Last {SourceText.Literal(Count)}";

    public override string? LooksAhead => null;

    public override int? LastSteps => Count;

    public override void Build(GraphBuilder builder)
    {
        // Each step of a stream is its last one so far.
        if (builder.Stream is null)
        {
            builder.Add(new LastOperation(
                this, new([builder.View(builder.Current, Input.Positions)]), builder.NewValue(Output.Positions, Output.Channels)));
        }
    }
}

/// <summary>Copies the last rows of each sample.</summary>
internal sealed record LastOperation(LastSpec Spec, EquatableArray<int> Inputs, int Output) : Operation(Spec.Index, Inputs, Output)
{
    public override int? Replacement => null;

    public override bool GradientInPlace => false;

    public override string Kind => Spec.Count == 1 ? "the last step" : $"the last {Spec.Count} steps";

    public override void EmitForward(IndentedWriter writer, OperandNames names) => writer.Line(
        $"global::FcGen.Layers.Border.Remove({names.Matrix(Source, Spec.Input.Positions)}, {names.Matrix(Output)}, {Extent(names)});");

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames names) => writer.Line(
        $"global::FcGen.Layers.Border.Add({names.GradientMatrix(Output)}, {names.SourceGradientMatrix(this, Spec.Input.Positions)}, {Extent(names)});");

    /// <summary>The steps before the last ones are the border of an image with one row.</summary>
    private string Extent(OperandNames names) =>
        $"{Spec.Input.Channels}, 1, {Spec.Count}, 0, 0, {Spec.Input.Positions - Spec.Count}, 0, {names.Rows(1)}";
}

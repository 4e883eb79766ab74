using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers;

/// <summary>Residual connection.</summary>
internal sealed class AddLayer : LayerKind
{
    public override string AttributeName => "AddAttribute";

    public override LayerSpec Parse(LayerContext context)
    {
        NamedOutput? named = context.NamedOutput("layer");
        var spec = new AddSpec(context.Index, context.Name, context.Input, named?.Layer ?? -1, named?.Name ?? string.Empty);
        if (named is { Shape.IsKnown: true } && context.Input.IsKnown && named.Shape != context.Input)
        {
            context.Sink.Report(
                Descriptors.AddMismatch,
                context.Attribute.LocationOf("layer"),
                context.Label(spec.Describe()),
                named.Shape,
                named.Label,
                context.Input,
                context.Origin.Label);
        }

        return spec;
    }
}

internal sealed record AddSpec(int Index, string Name, Shape Input, int Other, string OtherName) : LayerSpec(Index, Name, Input, Input)
{
    public override int? NamedLayer => Other;

    public override Gain? GainBefore => null;

    public override string Describe() => $"Add '{OtherName}'";

    public override void Plan(ScheduleBuilder builder)
    {
        int source = builder.Current;
        int other = builder.OutputOf(Other);
        builder.Add(new AddOperation(Index, source, builder.InPlaceOrNew(Output.Size), other));
    }
}

/// <summary>y = x + the output of a layer before.</summary>
internal sealed record AddOperation(int Layer, int Source, int Result, int Other) : Operation(Layer, Source, Result)
{
    public override int? Named => Other;

    public override bool BackwardNeedsResult => false;

    public override string Kind => "Add";

    public override void EmitForward(IndentedWriter writer, OperandNames values) => writer.Line(
        $"global::FcGen.Layers.Pairwise.Add({values.Matrix(Source)}, {values.Matrix(Other)}, {values.Matrix(Result)}, {values.Extent(Result)});");

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames values)
    {
        // The gradient stays where it is.
    }

    public override void EmitNamedGradient(IndentedWriter writer, OperandNames values, bool isFirst)
    {
        string result = values.GradientMatrix(Result);
        string other = values.GradientMatrix(Other);
        writer.Line(isFirst
            ? $"global::FcGen.Layers.Rows.Copy({result}, {other}, {values.Extent(Other)});"
            : $"global::FcGen.Layers.Pairwise.Add({result}, {other}, {other}, {values.Extent(Other)});");
    }

    public override string PrepareCall =>
        "global::FcGen.Layers.Pairwise.Add(ref some, 16, ref some, 16, ref some, 16, 9, 1);";
}

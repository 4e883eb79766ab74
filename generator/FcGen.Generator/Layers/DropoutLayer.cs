using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers;

/// <summary>Inverted dropout, without effect at inference.</summary>
internal sealed class DropoutLayer : LayerKind
{
    public override string AttributeName => "DropoutAttribute";

    public override IReadOnlyList<string> OtherNames => ["DropoutLayer"];

    public override LayerSpec Parse(LayerContext context) => new DropoutSpec(context.Index, context.Name, context.Input, context.Rate("rate"));
}

internal sealed record DropoutSpec(int Index, string Name, Shape Input, float Rate) : LayerSpec(Index, Name, Input, Input)
{
    public override Gain? GainBefore => null;

    public override bool IsForTrainingOnly => true;

    public override OutputKind OutputKind => OutputKind.AsInput;

    public override string? EndProblem =>
        Rate > 0 ? "in training it zeroes outputs at random, and no later layer compensates" : null;

    public override string Describe() => $"Dropout {SourceText.Display(Rate)}";

    public override void Build(GraphBuilder builder)
    {
        if (builder.IsTraining)
        {
            int mask = builder.NewLike(builder.Current);
            builder.Add(new DropoutOperation(Index, new([builder.Current]), builder.NewLike(builder.Current), Rate) { Saved = new([mask]) });
        }
    }
}

/// <summary>y = x * mask, where the mask is 0 with probability rate and 1 / (1 - rate) otherwise.</summary>
internal sealed record DropoutOperation(int Layer, EquatableArray<int> Inputs, int Output, float Rate) : Operation(Layer, Inputs, Output)
{
    /// <summary>Distinguishes the masks of a network. A layer with several of them has further numbers.</summary>
    public int Stream { get; init; } = Layer;

    private int Mask => Saved[0];

    public override string Kind => $"Dropout {SourceText.Display(Rate)}";

    public override void EmitForward(IndentedWriter writer, OperandNames names) =>
        writer.Line(
            $"global::FcGen.Layers.Dropout.Forward({names.Matrix(Source)}, {names.Matrix(Output)}, {names.Matrix(Mask)}, "
            + $"{names.Extent(Output)}, {SourceText.Literal(Rate)}, call.Seed, call.Step, {SourceText.Literal(Stream)}, {names.FirstRow(names.Plan(Output).Layout.Positions)});");

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames names) =>
        writer.Line($"global::FcGen.Layers.Dropout.Backward({names.Matrix(Mask)}, {names.GradientMatrix(Output)}, {names.Extent(Output)});");
}

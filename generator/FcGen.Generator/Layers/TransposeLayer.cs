using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers;

/// <summary>Turns a signal into a sequence and a sequence into a signal: channels and positions are exchanged.</summary>
internal sealed class TransposeLayer : LayerKind
{
    public override string AttributeName => "TransposeAttribute";

    public override IReadOnlyList<string> OtherNames => ["Permute", "TransposeLayer"];

    public override bool KeepsSize => false;

    public override LayerSpec Parse(LayerContext context)
    {
        bool isPossible = context.Input.Kind is ShapeKind.Signal or ShapeKind.Sequence;
        if (!isPossible && context.Input.IsKnown)
        {
            context.Sink.Report(
                Descriptors.OutOfRange,
                context.Attribute.Location,
                context.Label("Transpose"),
                "the input",
                "a signal or a sequence",
                context.Input.Describe());
        }

        return new TransposeSpec(context.Index, context.Name, context.Input, isPossible ? context.Input.Transposed : Shape.Unknown);
    }
}

internal sealed record TransposeSpec(int Index, string Name, Shape Input, Shape Output) : LayerSpec(Index, Name, Input, Output)
{
    public override bool SetsShape => true;

    public override Gain? GainBefore => null;

    public override OutputKind OutputKind => OutputKind.AsInput;

    public override string Describe() => "Transpose";

    public override string? LooksAhead => null;

    public override void Build(GraphBuilder builder) =>
        builder.Use(builder.Arrange(Index, builder.Current, Input, Input.Arranged));
}

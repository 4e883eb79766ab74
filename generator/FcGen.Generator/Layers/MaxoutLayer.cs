using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers;

/// <summary>Maximum of groups of consecutive channels.</summary>
internal sealed class MaxoutLayer : LayerKind
{
    public override string AttributeName => "MaxoutAttribute";

    public override bool KeepsSize => false;

    public override LayerSpec Parse(LayerContext context)
    {
        int pieces = context.Count("pieces");
        bool fits = pieces > 0 && context.Input.IsKnown && CheckPieces(context, pieces);
        Shape output = fits ? context.Input.WithChannels(context.Input.Channels / pieces) : Shape.Unknown;
        return new MaxoutSpec(context.Index, context.Name, context.Input, output, pieces);
    }

    private static bool CheckPieces(LayerContext context, int pieces)
    {
        int channels = context.Input.Channels;
        if (channels % pieces == 0)
        {
            return true;
        }

        context.Sink.Report(
            Descriptors.OutOfRange,
            context.Attribute.LocationOf("pieces"),
            context.Label(context.Attribute.Name),
            "pieces",
            $"a divisor of {channels} channels, such as {NearestDivisor(channels, pieces)}",
            pieces);
        return false;
    }

    /// <summary>Returns the divisor that is nearest to a number: the larger of two, because 1 would be the identity.</summary>
    private static int NearestDivisor(int dividend, int number)
    {
        if (number > dividend)
        {
            return dividend;
        }

        int distance = 1;
        while (dividend % (number - distance) != 0 && dividend % (number + distance) != 0)
        {
            distance++;
        }

        return dividend % (number + distance) == 0 ? number + distance : number - distance;
    }
}

internal sealed record MaxoutSpec(int Index, string Name, Shape Input, Shape Output, int Pieces) : LayerSpec(Index, Name, Input, Output)
{
    public override bool SetsShape => true;

    public override OutputKind OutputKind => OutputKind.AsInput;

    public override string Describe() =>
        Output.IsKnown ? $"Maxout {SourceText.Literal(Input.Channels)} -> {SourceText.Literal(Output.Channels)}" : "Maxout";

    public override void Build(GraphBuilder builder)
    {
        // Groups are consecutive in the order of the values: the memory of a flattened image may have another.
        int source = builder.Arrange(Index, builder.Current, Input, Input.IsVector ? Input.Ordered : Input.Arranged);
        builder.Add(new MaxoutOperation(
            this, new([builder.View(source, Input.Positions)]), builder.NewValue(Output.Positions, Output.Channels)));
    }
}

/// <summary>y = the maximum of each group of consecutive columns, row by row.</summary>
internal sealed record MaxoutOperation(MaxoutSpec Spec, EquatableArray<int> Inputs, int Output) : Operation(Spec.Index, Inputs, Output)
{
    public override int? Replacement => null;

    public override bool GradientInPlace => false;

    public override bool BackwardReadsSource => true;

    public override string Kind => $"Maximum of every {Spec.Pieces} columns";

    public override void EmitForward(IndentedWriter writer, OperandNames names) => writer.Line(
        $"global::FcGen.Layers.Maxout.Forward({names.Matrix(Source, Spec.Input.Positions)}, {names.Matrix(Output)}, {Spec.Pieces}, {names.Extent(Output)});");

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames names) => writer.Line(
        $"global::FcGen.Layers.Maxout.Backward({names.Matrix(Source, Spec.Input.Positions)}, {names.GradientMatrix(Output)}, "
        + $"{names.SourceGradientMatrix(this, Spec.Input.Positions)}, {Spec.Pieces}, {names.Extent(Output)});");
}

using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers.Convolution;

/// <summary>Zeros around the positions of a signal or a sequence, or around an image.</summary>
/// <param name="is2d">Whether the input is an image.</param>
internal sealed class ZeroPadLayer(bool is2d) : LayerKind
{
    public override string AttributeName => is2d ? "ZeroPad2dAttribute" : "ZeroPad1dAttribute";

    public override IReadOnlyList<string> OtherNames => is2d ? ["ZeroPadding2D"] : ["ZeroPadding1D"];

    public override bool KeepsSize => false;

    public override LayerSpec Parse(LayerContext context)
    {
        int[] zeros = [.. new[] { "left", "right", "top", "bottom" }.Select(side => is2d || side is "left" or "right" ? context.Count(side, 0, ConvOptions.MostPadding, 0) : 0)];
        Shape input = context.Input;
        if (input.IsKnown && (is2d ? input.Kind != ShapeKind.Image : input.Kind is ShapeKind.Vector or ShapeKind.Image))
        {
            context.ReportInput(context.Attribute.Name, is2d ? "an image" : "a signal or a sequence");
            input = Shape.Unknown;
        }

        var rows = new Dimension(input.Height, zeros[2], zeros[3], 1, 1, 1);
        var columns = new Dimension(input.Width, zeros[0], zeros[1], 1, 1, 1);
        Shape output = input.IsKnown ? input.WithPositions((int)rows.Padded, (int)columns.Padded) : Shape.Unknown;
        return new ZeroPadSpec(context.Index, context.Name, is2d, input, output, rows, columns);
    }
}

internal sealed record ZeroPadSpec(int Index, string Name, bool Is2d, Shape Input, Shape Output, Dimension Rows, Dimension Columns)
    : LayerSpec(Index, Name, Input, Output)
{
    public override bool SetsShape => true;

    public override Gain? GainBefore => null;

    public override OutputKind OutputKind => OutputKind.Unbounded;

    public override string Describe() => Is2d
        ? $"ZeroPad2d {Columns.Before}, {Columns.After}, {Rows.Before}, {Rows.After}"
        : $"ZeroPad1d {Columns.Before}, {Columns.After}";

    public override void Build(GraphBuilder builder)
    {
        int source = builder.View(builder.Arrange(Index, builder.Current, Input, Input.Arranged), Input.Positions);
        builder.Add(new ZeroPadOperation(this, new([source]), builder.NewEnlarged(source, Input.Positions, Output.Positions)));
    }
}

/// <summary>Copies an image into a larger one. A convolution after it reads the copy, which then is its border.</summary>
internal sealed record ZeroPadOperation(ZeroPadSpec Spec, EquatableArray<int> Inputs, int Output) : Operation(Spec.Index, Inputs, Output)
{
    public override int? Replacement => null;

    public override bool GradientInPlace => false;

    public override string Kind => Spec.Describe();

    public override void EmitForward(IndentedWriter writer, OperandNames names) => writer.Line(
        $"global::FcGen.Layers.Border.Add({names.Matrix(Source, Spec.Input.Positions)}, {names.Matrix(Output)}, {Extent(names)});");

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames names) => writer.Line(
        $"global::FcGen.Layers.Border.Remove({names.GradientMatrix(Output)}, {names.SourceGradientMatrix(this, Spec.Input.Positions)}, {Extent(names)});");

    private string Extent(OperandNames names) =>
        $"{Spec.Input.Channels}, {Spec.Rows.Size}, {Spec.Columns.Size}, {Spec.Rows.Before}, {Spec.Rows.After}, {Spec.Columns.Before}, {Spec.Columns.After}, {names.Rows(1)}";
}

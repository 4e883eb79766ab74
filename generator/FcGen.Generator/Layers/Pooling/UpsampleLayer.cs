using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers.Pooling;

/// <summary>Repeats each position several times, in both directions of an image.</summary>
internal sealed class UpsampleLayer : LayerKind
{
    public override string AttributeName => "UpsampleAttribute";

    public override IReadOnlyList<string> OtherNames => ["UpSampling1D", "UpSampling2D", "UpsamplingNearest2d"];

    public override bool KeepsSize => false;

    public override LayerSpec Parse(LayerContext context)
    {
        Shape input = context.Input;
        int scale = context.Count("scale");
        string description = scale > 0 ? $"Upsample {SourceText.Literal(scale)}" : "Upsample";
        if (input.IsVector)
        {
            context.ReportInput(description, "an image, a signal or a sequence");
        }

        bool isImage = input.Kind == ShapeKind.Image;
        if (!input.IsKnown || input.IsVector || scale == 0 || !CheckSize(context, scale, isImage))
        {
            return new WindowSpec(context.Index, context.Name, input, Shape.Unknown, description, PoolKind.Sum, null, Repeats: true);
        }

        PoolAxis rows = isImage ? PoolAxis.Tiles(input.Height, scale) : PoolAxis.Single;
        return new WindowSpec(
            context.Index,
            context.Name,
            input,
            input.WithPositions(rows.Inputs, input.Width * scale),
            description,
            PoolKind.Sum,
            new PoolWindows(rows, PoolAxis.Tiles(input.Width, scale)),
            Repeats: true);
    }

    /// <summary>Reports a scale that gives more positions than an array has.</summary>
    private static bool CheckSize(LayerContext context, int scale, bool isImage)
    {
        int most = int.MaxValue / 16 / context.Input.Positions;
        most = isImage ? (int)Math.Sqrt(most) : most;
        return scale <= most
            || context.Count("scale", 1, Math.Max(1, most), 0, $"the input has {SourceText.Literal(context.Input.Positions)} positions") > 0;
    }
}

using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers.Pooling;

/// <summary>The average of windows that divide an image as evenly as possible.</summary>
internal sealed class AdaptiveAvgPool2dLayer : LayerKind
{
    public override string AttributeName => "AdaptiveAvgPool2dAttribute";

    public override bool KeepsSize => false;

    public override LayerSpec Parse(LayerContext context)
    {
        int height = context.Count("height");
        int width = context.Count("width", 1, int.MaxValue / 16 / Math.Max(1, height), 0);
        string description = height > 0 && width > 0 ? $"AdaptiveAvgPool2d {SourceText.Literal(height)} x {SourceText.Literal(width)}" : "AdaptiveAvgPool2d";
        Shape input = context.Input;
        if (input.IsKnown && input.Kind != ShapeKind.Image)
        {
            context.ReportInput(description, "an image");
        }

        bool fits = input.Kind == ShapeKind.Image && height > 0 && width > 0;
        return new WindowSpec(
            context.Index,
            context.Name,
            input,
            fits ? input.WithPositions(height, width) : Shape.Unknown,
            description,
            PoolKind.Average,
            fits ? new PoolWindows(PoolAxis.Adaptive(input.Height, height), PoolAxis.Adaptive(input.Width, width)) : null);
    }
}

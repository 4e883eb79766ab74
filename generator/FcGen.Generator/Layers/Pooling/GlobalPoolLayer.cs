using FcGen.Generator.Graph;
using FcGen.Generator.Kernels;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers.Pooling;

/// <summary>The maximum or the average of each channel over all positions, as a vector.</summary>
/// <param name="name">The name of the attribute without its suffix.</param>
/// <param name="otherNames">Other names of the layer.</param>
internal sealed class GlobalPoolLayer(string name, params string[] otherNames) : LayerKind
{
    public override string AttributeName => name + "Attribute";

    public override IReadOnlyList<string> OtherNames => otherNames;

    public override bool KeepsSize => false;

    public override LayerSpec Parse(LayerContext context)
    {
        Shape input = context.Input;
        bool isSuitable = input.IsKnown && !input.IsVector;
        if (input.IsVector)
        {
            context.ReportInput(name, "an image, a signal or a sequence");
        }

        PoolAxis rows = input.Kind == ShapeKind.Image ? PoolAxis.Tiles(1, input.Height) : PoolAxis.Single;
        return new WindowSpec(
            context.Index,
            context.Name,
            input,
            isSuitable ? Shape.Vector(input.Channels) : Shape.Unknown,
            name,
            name == "GlobalMaxPool" ? PoolKind.Max : PoolKind.Average,
            isSuitable ? new PoolWindows(rows, PoolAxis.Tiles(1, input.Width)) : null);
    }
}

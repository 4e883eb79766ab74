using FcGen.Generator.Graph;

namespace FcGen.Generator.Layers;

/// <summary>Hyperbolic tangent.</summary>
internal sealed class TanhLayer : LayerKind
{
    public override string AttributeName => "TanhAttribute";

    public override LayerSpec Parse(LayerContext context) =>
        ActivationSpec.Create(context, "Tanh", "TanhOperator()", isCheap: false, Gain.Tanh);
}

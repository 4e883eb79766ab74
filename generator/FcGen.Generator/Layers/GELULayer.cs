using FcGen.Generator.Graph;

namespace FcGen.Generator.Layers;

/// <summary>Gaussian error linear unit, exact or by tanh.</summary>
internal sealed class GELULayer : LayerKind
{
    public override string AttributeName => "GELUAttribute";

    public override LayerSpec Parse(LayerContext context) => context.Attribute.Get("Approximate", false)
        ? ActivationSpec.Create(context, "GELU by tanh", "GELUTanhOperator()", isCheap: false, Gain.ReLU)
        : ActivationSpec.Create(context, "GELU", "GELUOperator()", isCheap: false, Gain.ReLU);
}

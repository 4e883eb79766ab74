using FcGen.Generator.Graph;

namespace FcGen.Generator.Layers;

/// <summary>Sigmoid linear unit.</summary>
internal sealed class SiLULayer : LayerKind
{
    public override string AttributeName => "SiLUAttribute";

    public override LayerSpec Parse(LayerContext context) =>
        ActivationSpec.Create(context, "SiLU", "SiLUOperator()", isCheap: false, Gain.ReLU);
}

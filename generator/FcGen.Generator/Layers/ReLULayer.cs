using FcGen.Generator.Graph;

namespace FcGen.Generator.Layers;

/// <summary>Rectified linear unit.</summary>
internal sealed class ReLULayer : LayerKind
{
    public override string AttributeName => "ReLUAttribute";

    public override LayerSpec Parse(LayerContext context) =>
        ActivationSpec.Create(context, "ReLU", "ReLUOperator()", isCheap: true, Gain.ReLU, outputDeterminesDerivative: true);
}

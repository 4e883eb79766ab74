using FcGen.Generator.Graph;

namespace FcGen.Generator.Layers;

/// <summary>Swish without an exponential.</summary>
internal sealed class HardSwishLayer : LayerKind
{
    public override string AttributeName => "HardSwishAttribute";

    public override LayerSpec Parse(LayerContext context) =>
        ActivationSpec.Create(context, "HardSwish", "HardSwishOperator()", isCheap: true, Gain.ReLU);
}

using FcGen.Generator.Graph;

namespace FcGen.Generator.Layers;

/// <summary>Logistic function by straight lines.</summary>
internal sealed class HardSigmoidLayer : LayerKind
{
    public override string AttributeName => "HardSigmoidAttribute";

    public override LayerSpec Parse(LayerContext context) =>
        ActivationSpec.Create(context, "HardSigmoid", "HardSigmoidOperator()", isCheap: true, Gain.Linear);
}

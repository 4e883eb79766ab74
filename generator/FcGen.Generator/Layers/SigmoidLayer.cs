using FcGen.Generator.Graph;

namespace FcGen.Generator.Layers;

/// <summary>Logistic function.</summary>
internal sealed class SigmoidLayer : LayerKind
{
    public override string AttributeName => "SigmoidAttribute";

    public override LayerSpec Parse(LayerContext context) =>
        ActivationSpec.Create(context, "Sigmoid", "SigmoidOperator()", isCheap: false, Gain.Linear);
}

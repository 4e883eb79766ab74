using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Layers;

/// <summary>Scaled exponential linear unit.</summary>
internal sealed class SELULayer : LayerKind
{
    public override string AttributeName => "SELUAttribute";

    // As in torch.nn.SELU.
    private const double Scale = 1.0507009873554804934193349852946;
    private const double Alpha = 1.6732632423543772848170429916717;

    public override LayerSpec Parse(LayerContext context) => ActivationSpec.Create(
        context,
        "SELU",
        $"ELUOperator({IndentedWriter.Literal((float)(Scale * Alpha))}, {IndentedWriter.Literal((float)Scale)})",
        isCheap: false,
        Gain.SELU);
}

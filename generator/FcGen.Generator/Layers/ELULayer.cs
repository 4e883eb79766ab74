using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Layers;

/// <summary>Exponential linear unit.</summary>
internal sealed class ELULayer : LayerKind
{
    public override string AttributeName => "ELUAttribute";

    public override LayerSpec Parse(LayerContext context)
    {
        float alpha = context.Coefficient(
            "alpha", 1, value => value >= 0 && !float.IsInfinity(value), "a finite number, at least 0", Meant.Slope);
        return ActivationSpec.Create(
            context, $"ELU {IndentedWriter.Display(alpha)}", $"ELUOperator({IndentedWriter.Literal(alpha)}, 1f)", isCheap: false, Gain.ReLU);
    }
}

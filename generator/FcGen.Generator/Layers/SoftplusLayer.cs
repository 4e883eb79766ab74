using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Layers;

/// <summary>Smooth rectified linear unit.</summary>
internal sealed class SoftplusLayer : LayerKind
{
    public override string AttributeName => "SoftplusAttribute";

    public override LayerSpec Parse(LayerContext context)
    {
        float beta = context.Coefficient("Beta", 1, value => value >= 1e-38f && !float.IsInfinity(value), "a finite number, at least 1E-38");
        float threshold = context.Coefficient("Threshold", 20, value => !float.IsNaN(value) && !float.IsInfinity(value), "a finite number");
        return ActivationSpec.Create(
            context,
            $"Softplus of beta {IndentedWriter.Display(beta)} up to {IndentedWriter.Display(threshold)}",
            $"SoftplusOperator({IndentedWriter.Literal(beta)}, {IndentedWriter.Literal(threshold)})",
            isCheap: false,
            Gain.ReLU);
    }
}

using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Layers;

/// <summary>Leaky rectified linear unit.</summary>
internal sealed class LeakyReLULayer : LayerKind
{
    public override string AttributeName => "LeakyReLUAttribute";

    public override LayerSpec Parse(LayerContext context)
    {
        // A negative slope would make the derivative impossible to tell from the output.
        float slope = context.Coefficient(
            "slope", 0.01f, value => value >= 0 && !float.IsInfinity(value), "a finite number, at least 0", Meant.Slope);
        return ActivationSpec.Create(context, $"LeakyReLU {IndentedWriter.Display(slope)}", $"LeakyReLUOperator({IndentedWriter.Literal(slope)})", isCheap: true, Gain.LeakyReLU(slope), outputDeterminesDerivative: true);
    }
}

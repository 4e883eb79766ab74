using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Layers.Reading;
using static FcGen.Generator.Infrastructure.SourceText;

namespace FcGen.Generator.Layers;

/// <summary>
/// The elementwise activations, one row each: the attribute, its coefficients, the operator in the library, and the gain of the preceding
/// weights. The operator, a struct in <c>src/FcGen/Math</c>, defines the function.
/// </summary>
internal static class Activations
{
    // As in torch.nn.SELU.
    private const double SELUScale = 1.0507009873554804934193349852946;
    private const double SELUAlpha = 1.6732632423543772848170429916717;

    private const string CutOff = "it sets negative outputs to 0, where the gradient is also 0";

    public static IReadOnlyList<LayerKind> Kinds { get; } =
    [
        new ActivationLayer(
            "ReLU",
            context => Cheap(context, "ReLU", "ReLUOperator()", Gain.ReLU, outputDeterminesDerivative: true) with { Problem = CutOff },
            "RectifiedLinear",
            "Rectifier"),
        new ActivationLayer("ReLU6", context =>
            Cheap(context, "ReLU6", "HardtanhOperator(0f, 6f)", Gain.ReLU, outputDeterminesDerivative: true) with { Problem = CutOff }),
        new ActivationLayer("LeakyReLU", LeakyReLU),
        new ActivationLayer("ELU", ELU, "ExponentialLinearUnit"),
        new ActivationLayer("SELU", context =>
            Costly(context, "SELU", $"ELUOperator({Literal((float)(SELUScale * SELUAlpha))}, {Literal((float)SELUScale)})", Gain.SELU)),
        new ActivationLayer("CELU", CELU),
        new ActivationLayer("GELU", context => context.Attribute.Get("Approximate", false)
            ? Costly(context, "GELU by tanh", "GELUTanhOperator()", Gain.ReLU)
            : Costly(context, "GELU", "GELUOperator()", Gain.ReLU)),
        new ActivationLayer("SiLU", context => Costly(context, "SiLU", "SiLUOperator()", Gain.ReLU), "Swish"),
        new ActivationLayer("Mish", context => Costly(context, "Mish", "MishOperator()", Gain.ReLU)),
        new ActivationLayer("Softplus", Softplus),
        new ActivationLayer("Softsign", context => Costly(context, "Softsign", "SoftsignOperator()", Gain.Linear)),
        new ActivationLayer("Sigmoid", context => Costly(context, "Sigmoid", "SigmoidOperator()", Gain.Linear) with
        {
            Range = OutputKind.Probabilities,
            Function = OutputFunction.Sigmoid,
        }, "Logistic"),
        new ActivationLayer("LogSigmoid", context =>
            Costly(context, "LogSigmoid", "LogSigmoidOperator()", Gain.Linear) with { Range = OutputKind.Unknown }),
        new ActivationLayer("Hardtanh", Hardtanh),
        new ActivationLayer("Tanh", context => Costly(context, "Tanh", "TanhOperator()", Gain.Tanh), "HyperbolicTangent"),
        new ActivationLayer("HardSigmoid", context =>
            Cheap(context, "HardSigmoid", "HardSigmoidOperator()", Gain.Linear) with { Range = OutputKind.Probabilities }),
        new ActivationLayer("HardSwish", context => Cheap(context, "HardSwish", "HardSwishOperator()", Gain.ReLU), "HardSiLU"),
    ];

    private static ActivationSpec LeakyReLU(LayerContext context)
    {
        // With a negative slope the output would not determine the derivative.
        float slope = context.Coefficient(
            "slope", 0.01f, value => value >= 0 && !float.IsInfinity(value), "a finite number of at least 0", Meant.Slope);
        return Cheap(
            context, $"LeakyReLU {Display(slope)}", $"LeakyReLUOperator({Literal(slope)})", Gain.LeakyReLU(slope), outputDeterminesDerivative: true);
    }

    private static ActivationSpec ELU(LayerContext context)
    {
        float alpha = context.Coefficient(
            "alpha", 1, value => value >= 0 && !float.IsInfinity(value), "a finite number of at least 0", Meant.Slope);
        return Costly(context, $"ELU {Display(alpha)}", $"ELUOperator({Literal(alpha)}, 1f)", Gain.ReLU);
    }

    private static ActivationSpec CELU(LayerContext context)
    {
        float alpha = context.Coefficient("alpha", 1, value => value >= 1e-38f && !float.IsInfinity(value), "a finite number of at least 1E-38");
        return Costly(context, $"CELU {Display(alpha)}", $"CELUOperator({Literal(alpha)})", Gain.ReLU);
    }

    private static ActivationSpec Hardtanh(LayerContext context)
    {
        float least = context.Coefficient("min", -1, IsFinite, "a finite number");
        float most = context.Coefficient("max", 1, value => IsFinite(value) && value > least, $"a finite number above {Display(least)}");
        return Cheap(
            context,
            $"Hardtanh {Display(least)} to {Display(most)}",
            $"HardtanhOperator({Literal(least)}, {Literal(most)})",
            Gain.Linear,
            outputDeterminesDerivative: true);
    }

    private static bool IsFinite(float value) => !float.IsNaN(value) && !float.IsInfinity(value);

    private static ActivationSpec Softplus(LayerContext context)
    {
        float beta = context.Coefficient("Beta", 1, value => value >= 1e-38f && !float.IsInfinity(value), "a finite number of at least 1E-38");
        float threshold = context.Coefficient("Threshold", 20, IsFinite, "a finite number");
        return Costly(
            context, $"Softplus of beta {Display(beta)} up to {Display(threshold)}", $"SoftplusOperator({Literal(beta)}, {Literal(threshold)})", Gain.ReLU);
    }

    /// <summary>Creates an activation of a few instructions, which the preceding kernel applies in registers before it stores.</summary>
    private static ActivationSpec Cheap(LayerContext context, string kind, string @operator, Gain gain, bool outputDeterminesDerivative = false) =>
        Create(context, kind, @operator, isCheap: true, gain, outputDeterminesDerivative);

    /// <summary>Creates an activation that needs a separate pass.</summary>
    private static ActivationSpec Costly(LayerContext context, string kind, string @operator, Gain gain) =>
        Create(context, kind, @operator, isCheap: false, gain, outputDeterminesDerivative: false);

    private static ActivationSpec Create(
        LayerContext context, string kind, string @operator, bool isCheap, Gain gain, bool outputDeterminesDerivative) =>
        new(
            context.Index,
            context.Name,
            context.Input,
            kind,
            "new global::FcGen.Numerics." + @operator,
            isCheap,
            gain,
            outputDeterminesDerivative);

    private sealed class ActivationLayer(string name, Func<LayerContext, ActivationSpec> parse, params string[] otherNames) : LayerKind
    {
        public override string AttributeName => name + "Attribute";

        public override IReadOnlyList<string> OtherNames => otherNames;

        public override bool IsActivation => true;

        public override LayerSpec Parse(LayerContext context) => parse(context);
    }
}

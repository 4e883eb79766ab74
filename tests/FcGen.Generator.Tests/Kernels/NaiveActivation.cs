using static FcGen.Tests.Numerics.ReferenceFunctions;

namespace FcGen.Generator.Tests.Kernels;

/// <summary>y = f(x) for each value.</summary>
internal sealed record NaiveActivation(string Source, Func<double, double> Function, Func<double, double, double> Derivative) : NaiveRowLayer(Source)
{
    // As in torch.nn.SELU.
    private const double SELUScale = 1.0507009873554804934193349852946;
    private const double SELUAlpha = 1.6732632423543772848170429916717;

    public override double[] Forward(double[] x) => [.. x.Select(Function)];

    public override double[] Backward(double[] x, double[] y, double[] dy) => [.. dy.Select((d, i) => d * Derivative(x[i], y[i]))];

    /// <summary>All elementwise activations, by attribute name.</summary>
    public static readonly IReadOnlyDictionary<string, NaiveActivation> All = new NaiveActivation[]
    {
        new("ReLU", x => Math.Max(x, 0), (x, _) => x > 0 ? 1 : 0),
        new("LeakyReLU", x => x >= 0 ? x : 0.01f * x, (x, _) => x > 0 ? 1 : 0.01f),
        new("LeakyReLU(0.25f)", x => x >= 0 ? x : 0.25 * x, (x, _) => x > 0 ? 1 : 0.25),
        new("ReLU6", x => Math.Clamp(x, 0, 6), (x, _) => x > 0 && x < 6 ? 1 : 0),
        new("Hardtanh", x => Math.Clamp(x, -1, 1), (x, _) => x > -1 && x < 1 ? 1 : 0),
        new("Hardtanh(-0.25f, 2)", x => Math.Clamp(x, -0.25, 2), (x, _) => x > -0.25 && x < 2 ? 1 : 0),
        new("CELU", x => x > 0 ? x : Expm1(x), (x, _) => x > 0 ? 1 : Math.Exp(x)),
        new("CELU(0.5f)", x => x > 0 ? x : 0.5 * Expm1(2 * x), (x, _) => x > 0 ? 1 : Math.Exp(2 * x)),
        new("Mish", x => x * Math.Tanh(Softplus(x)), (x, _) => MishDerivative(x)),
        new("Softsign", x => x / (1 + Math.Abs(x)), (x, _) => 1 / ((1 + Math.Abs(x)) * (1 + Math.Abs(x)))),
        new("LogSigmoid", x => -Softplus(-x), (x, _) => Sigmoid(-x)),
        new("ELU", x => x > 0 ? x : Expm1(x), (x, _) => x > 0 ? 1 : Math.Exp(x)),
        new("ELU(0.25f)", x => x > 0 ? x : 0.25 * Expm1(x), (x, _) => x > 0 ? 1 : 0.25 * Math.Exp(x)),
        new("SELU", x => SELUScale * (x > 0 ? x : SELUAlpha * Expm1(x)), (x, _) => SELUScale * (x > 0 ? 1 : SELUAlpha * Math.Exp(x))),
        new("GELU", x => x * NormalDistribution(x), (x, _) => NormalDistribution(x) + (x * NormalDensity(x))),
        new("GELU(Approximate = true)", x => x * Sigmoid(GELUArgument(x)), (x, y) => GELUByTanhDerivative(x, y)),
        new("SiLU", x => x * Sigmoid(x), (x, y) => Sigmoid(x) + (y * (1 - Sigmoid(x)))),
        new("Softplus", Softplus, (x, _) => Sigmoid(x)),
        new("Softplus(Beta = 2, Threshold = 15)", x => Softplus(2 * x) / 2, (x, _) => Sigmoid(2 * x)),
        new("Sigmoid", Sigmoid, (_, y) => y * (1 - y)),
        new("Tanh", Math.Tanh, (_, y) => 1 - (y * y)),
        new("HardSigmoid", x => Math.Clamp((x + 3) / 6, 0, 1), (x, _) => x > -3 && x < 3 ? 1.0 / 6 : 0),
        new("HardSwish", x => x * Math.Clamp((x + 3) / 6, 0, 1), (x, _) => x <= -3 ? 0 : x >= 3 ? 1 : (x / 3) + 0.5),
        new("Dropout(0)", x => x, (_, _) => 1),
    }.ToDictionary(activation => activation.Source);

    private static double MishDerivative(double x)
    {
        double tangent = Math.Tanh(Softplus(x));
        return tangent + (x * Sigmoid(x) * (1 - (tangent * tangent)));
    }

    private static double NormalDensity(double x) => Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);

    // (1 + tanh(u)) / 2 is sigmoid(2 u).
    private static double GELUArgument(double x) => 2 * Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x));

    private static double GELUByTanhDerivative(double x, double y)
    {
        double s = Sigmoid(GELUArgument(x));
        return s + (y * (1 - s) * 2 * Math.Sqrt(2 / Math.PI) * (1 + (3 * 0.044715 * x * x)));
    }
}

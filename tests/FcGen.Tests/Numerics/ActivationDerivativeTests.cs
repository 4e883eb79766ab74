using System.Runtime.Intrinsics;
using FcGen.Numerics;

using static FcGen.Tests.Numerics.ReferenceFunctions;

namespace FcGen.Tests.Numerics;

/// <summary>
/// Derivatives over the whole range of floats, compared with double precision in relative terms. <c>Rounding</c> is the relative error where
/// the argument of an exponential is exact; an argument that rounds adds its own error times the argument. Absolute errors are those of
/// derivatives that are subnormal or come from a subnormal exponential.
/// </summary>
public class ActivationDerivativeTests
{
    private const uint SampleStride = 40_961;
    private const double Rounding = 1e-6;

    // As in torch.nn.SELU.
    private const double SELUScale = 1.0507009873554804934193349852946;
    private const double SELUAlpha = 1.6732632423543772848170429916717;

    [Fact]
    public void Sigmoid() => AssertAccurate(new SigmoidOperator(), SigmoidDerivative);

    [Fact]
    public void Tanh() => AssertAccurate(new TanhOperator(), x => 4 * SigmoidDerivative(2 * x), absolute: 7e-38);

    [Theory]
    [InlineData(1f)]
    [InlineData(0.25f)]
    [InlineData(0f)]
    [InlineData(50f)]
    public void ELU(float alpha) => AssertAccurate(new ELUOperator(alpha, 1), x => x > 0 ? 1 : alpha * Math.Exp(x), absolute: alpha * 1.7e-38);

    [Fact]
    public void SELU() => AssertAccurate(
        new ELUOperator((float)(SELUScale * SELUAlpha), (float)SELUScale),
        x => SELUScale * (x > 0 ? 1 : SELUAlpha * Math.Exp(x)),
        absolute: 3e-38);

    /// <summary>The derivative is 0 at -0.75; there the sum counts whose terms cancel.</summary>
    [Fact]
    public void GELU() => AssertAccurate(
        new GELUOperator(),
        GELUDerivative,
        magnitude: x => Math.Abs(x + 0.75) < 0.25 ? 0.2 : Math.Abs(GELUDerivative(x)),
        absolute: 1e-43);

    [Fact]
    public void GELU_by_tanh() => AssertAccurate(
        new GELUTanhOperator(),
        x => SigmoidDerivativeTimes(GELUArgument(x), x, GELUArgumentSlope(x)),
        argument: GELUArgument,
        magnitude: x => Math.Abs(x + 0.75) < 0.25 ? 0.2 : Math.Abs(SigmoidDerivativeTimes(GELUArgument(x), x, GELUArgumentSlope(x))),
        absolute: 5e-43);

    [Fact]
    public void SiLU() => AssertAccurate(
        new SiLUOperator(),
        x => SigmoidDerivativeTimes(x, x, 1),
        magnitude: x => Math.Abs(x + 1.28) < 0.25 ? 0.2 : Math.Abs(SigmoidDerivativeTimes(x, x, 1)),
        absolute: 2e-43);

    [Theory]
    [InlineData(1f, 20f)]
    [InlineData(2.5f, 30f)]
    [InlineData(0.3f, 5f)]
    public void Softplus(float beta, float threshold) => AssertAccurate(
        new SoftplusOperator(beta, threshold),
        x => (float)x * beta > threshold ? 1 : ReferenceFunctions.Sigmoid((double)beta * x),
        argument: x => beta == 1 ? 0 : beta * x);

    [Fact]
    public void HardSigmoid() => AssertAccurate(new HardSigmoidOperator(), x => x is > -3 and < 3 ? 1.0 / 6 : 0);

    [Fact]
    public void HardSwish() => AssertAccurate(new HardSwishOperator(), x => x <= -3 ? 0 : x >= 3 ? 1 : (x + 1.5) / 3);

    [Theory]
    [InlineData(1f)]
    [InlineData(0.3f)]
    public void CELU(float alpha) => AssertAccurate(
        new CELUOperator(alpha), x => x > 0 ? 1 : Math.Exp(x / alpha), argument: x => alpha == 1 || x > 0 ? 0 : x / alpha, absolute: 1.7e-38);

    /// <summary>The derivative is 0 at -1.19; there the sum counts whose terms cancel.</summary>
    [Fact]
    public void Mish() => AssertAccurate(
        new MishOperator(),
        MishDerivative,
        magnitude: x => Math.Abs(x + 1.19) < 0.25 ? 0.2 : Math.Abs(MishDerivative(x)),
        absolute: 1e-36);

    [Fact]
    public void Softsign() => AssertAccurate(new SoftsignOperator(), x => 1 / ((1 + Math.Abs(x)) * (1 + Math.Abs(x))), absolute: 2e-38);

    [Fact]
    public void LogSigmoid() => AssertAccurate(new LogSigmoidOperator(), x => ReferenceFunctions.Sigmoid(-x));

    [Fact]
    public void Hardtanh() => AssertAccurateFromOutput(new HardtanhOperator(-1, 1), x => x is > -1 and < 1 ? 1 : 0);

    [Fact]
    public void ReLU() => AssertAccurateFromOutput(new ReLUOperator(), x => x > 0 ? 1 : 0);

    [Theory]
    [InlineData(0.01f)]
    [InlineData(0f)]
    [InlineData(3f)]
    public void LeakyReLU(float slope) => AssertAccurateFromOutput(new LeakyReLUOperator(slope), x => x > 0 ? 1 : slope);

    [Theory]
    [InlineData(-15f, 3.0590232e-7)]
    [InlineData(-20f, 2.0611537e-9)]
    [InlineData(-60f, 8.756511e-27)]
    public void ELU_where_its_output_has_rounded(float x, double expected) => AssertDerivative(new ELUOperator(1, 1), x, expected);

    [Theory]
    [InlineData(17f, 4.1399376e-8)]
    [InlineData(40f, 4.2483543e-18)]
    [InlineData(-17f, 4.1399376e-8)]
    public void Sigmoid_where_its_output_has_rounded(float x, double expected) => AssertDerivative(new SigmoidOperator(), x, expected);

    [Theory]
    [InlineData(9f, 6.0919898e-8)]
    [InlineData(-9f, 6.0919898e-8)]
    [InlineData(20f, 1.6993417e-17)]
    public void Tanh_where_its_output_has_rounded(float x, double expected) => AssertDerivative(new TanhOperator(), x, expected);

    private static void AssertDerivative<TOperator>(TOperator op, float x, double expected)
        where TOperator : struct, IActivation
    {
        op.Invoke(x, out float derivative);
        Assert.Equal(expected, derivative, 1e-6 * expected);
    }

    private static double MishDerivative(double x)
    {
        // 1 - tanh(t)^2 is 1 / cosh(t)^2.
        double plus = ReferenceFunctions.Softplus(x);
        return Math.Tanh(plus) + (x * ReferenceFunctions.Sigmoid(x) / (Math.Cosh(plus) * Math.Cosh(plus)));
    }

    /// <summary>sigmoid(x) sigmoid(-x).</summary>
    private static double SigmoidDerivative(double x) => ReferenceFunctions.Sigmoid(x) * ReferenceFunctions.Sigmoid(-x);

    /// <summary>Derivative of x sigmoid(u), given u and du/dx.</summary>
    private static double SigmoidDerivativeTimes(double u, double x, double slope)
    {
        double s = ReferenceFunctions.Sigmoid(u);
        double tail = s * ReferenceFunctions.Sigmoid(-u);
        return tail == 0 ? s : s + (x * tail * slope);
    }

    private static double GELUArgument(double x) => 2 * Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x));

    private static double GELUArgumentSlope(double x) => 2 * Math.Sqrt(2 / Math.PI) * (1 + (3 * 0.044715 * x * x));

    /// <summary>P(x) + x p(x), below -2 as p(x) (m(-x) + x) with the continued fraction of Mills' ratio m(t) = 1 / (t + 1 / (t + 2 / (t + ...))).</summary>
    private static double GELUDerivative(double x)
    {
        double density = Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);
        if (x > -2)
        {
            return NormalDistribution(x) + (density == 0 ? 0 : x * density);
        }

        double fraction = -x;
        for (int i = 300; i > 0; i--)
        {
            fraction = -x + (i / fraction);
        }

        return density == 0 ? 0 : density * ((1 / fraction) + x);
    }

    private static void AssertAccurate<TOperator>(
        TOperator op, Func<double, double> expected, Func<double, double>? argument = null, Func<double, double>? magnitude = null, double absolute = 0)
        where TOperator : struct, IActivation => AssertAccurate(
            x =>
            {
                Vector512<float> y = op.Invoke(x, out Vector512<float> derivative);
                Assert.Equal(op.Invoke(x).AsInt32(), y.AsInt32());
                op.Invoke(x.GetLower(), out Vector256<float> lower);
                op.Invoke(x.GetUpper(), out Vector256<float> upper);
                Assert.Equal(derivative.AsInt32(), Vector512.Create(lower, upper).AsInt32());
                op.Invoke(x.GetLower().GetLower(), out Vector128<float> first);
                op.Invoke(x.GetUpper().GetUpper(), out Vector128<float> last);
                Assert.Equal(lower.GetLower().AsInt32(), first.AsInt32());
                Assert.Equal(upper.GetUpper().AsInt32(), last.AsInt32());
                return derivative;
            },
            expected,
            argument ?? (_ => 0),
            magnitude ?? (x => Math.Abs(expected(x))),
            absolute);

    private static void AssertAccurateFromOutput<TOperator>(TOperator op, Func<double, double> expected)
        where TOperator : struct, IOutputActivation =>
        AssertAccurate(x => op.Backward(op.Invoke(x), Vector512<float>.One), expected, _ => 0, x => Math.Abs(expected(x)), absolute: 0);

    private static void AssertAccurate(
        Func<Vector512<float>, Vector512<float>> actual, Func<double, double> expected, Func<double, double> argument, Func<double, double> magnitude, double absolute)
    {
        double worst = 0;
        float worstAt = 0;
        foreach (float[] block in Samples().Chunk(Vector512<float>.Count))
        {
            float[] lanes = new float[Vector512<float>.Count];
            block.CopyTo(lanes, 0);
            Vector512<float> derivatives = actual(Vector512.Create(lanes));
            for (int lane = 0; lane < block.Length; lane++)
            {
                float x = block[lane];
                double bound = (magnitude(x) * Rounding * (1 + (0.3 * Math.Abs(argument(x))))) + absolute + (4 * float.Epsilon);
                double error = Math.Abs(derivatives[lane] - expected(x)) / bound;
                if (!(error <= worst))
                {
                    (worst, worstAt) = (error, x);
                }
            }
        }

        Assert.True(worst <= 1, $"The error of the derivative at {worstAt:R} is {worst:F2} times its bound; expected {expected(worstAt):R}.");
    }

    /// <summary>Finite floats over all bit patterns, the edges, and the neighborhoods of the bends.</summary>
    private static IEnumerable<float> Samples()
    {
        foreach (float edge in (float[])[0, float.Epsilon, 1e-39f, 1.1754944e-38f, 0.75f, 1, 1.28f, 1.5f, 3, 5, 9, 10, 12, 17, 20, 43.5f, 87, 88.7f, 104, 1e19f, 1e20f, float.MaxValue])
        {
            foreach (float x in (float[])[edge, MathF.BitDecrement(edge), MathF.BitIncrement(edge)])
            {
                if (float.IsFinite(x))
                {
                    yield return x;
                    yield return -x;
                }
            }
        }

        for (uint bits = 0; bits < uint.MaxValue - SampleStride; bits += SampleStride)
        {
            if (float.IsFinite(BitConverter.UInt32BitsToSingle(bits)))
            {
                yield return BitConverter.UInt32BitsToSingle(bits);
            }
        }

        // Most bit patterns are far too large or small; these are where the functions bend.
        for (int i = -30_000; i <= 30_000; i++)
        {
            yield return i / 300f;
        }
    }
}

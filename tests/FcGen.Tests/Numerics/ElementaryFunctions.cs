using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen.Tests.Numerics;

/// <summary>The functions of <see cref="VectorMath"/> that must be accurate, each with its reference and the error that it may have.</summary>
internal static class ElementaryFunctions
{
    private static readonly Dictionary<string, ElementaryFunction> ByName = new()
    {
        ["exp"] = new ElementaryFunction<ExpOperator>(Math.Exp, MaxUlps: 1.1),
        ["log"] = new ElementaryFunction<LogOperator>(Math.Log, MaxUlps: 1),
        ["erf"] = new ElementaryFunction<ErfOperator>(ReferenceFunctions.Erf, MaxUlps: 2),
        ["tanh"] = new ElementaryFunction<TanhOperator>(Math.Tanh, MaxUlps: 3),
        ["sigmoid"] = new ElementaryFunction<SigmoidOperator>(ReferenceFunctions.Sigmoid, MaxUlps: 3),
        ["exp(x) - 1 below 0"] = new ElementaryFunction<ELUOperator>(x => x > 0 ? x : ReferenceFunctions.Expm1(x), MaxUlps: 2, new ELUOperator(1, 1)),
        ["softplus"] = new ElementaryFunction<SoftplusOperator>(ReferenceFunctions.Softplus, MaxUlps: 2, new SoftplusOperator(1, 20)),
    };

    public static TheoryData<string> Names => [.. ByName.Keys];

    public static ElementaryFunction Get(string name) => ByName[name];
}

/// <summary>A function in its three forms, to be checked against its reference in double precision.</summary>
internal abstract record ElementaryFunction
{
    /// <summary>Checks some floats, given as bits; a multiple of 16 of them.</summary>
    public abstract Worst Check(ReadOnlySpan<uint> bits);

    /// <summary>The error a test allows.</summary>
    public abstract double Limit { get; }
}

/// <summary>The largest error found, in units in the last place. Infinite where the three forms differ.</summary>
internal readonly record struct Worst(double Ulps, float X, float Actual, double Expected)
{
    public Worst Or(Worst other) => other.Ulps > Ulps ? other : this;

    public override string ToString() => $"{Ulps:F3} units in the last place at {X:R}: {Actual:R} instead of {Expected:R}.";
}

internal sealed record ElementaryFunction<TOperator>(Func<double, double> Reference, double MaxUlps, TOperator Operator = default)
    : ElementaryFunction
    where TOperator : struct, IUnaryOperator
{
    public override double Limit => MaxUlps;

    public override Worst Check(ReadOnlySpan<uint> bits)
    {
        TOperator op = Operator;
        Worst worst = default;
        for (int i = 0; i < bits.Length; i += Vector512<float>.Count)
        {
            Vector512<float> x = Vector512.Create(bits[i..]).AsSingle();
            Vector512<float> wide = op.Invoke(x);
            Vector512<float> halves = Vector512.Create(op.Invoke(x.GetLower()), op.Invoke(x.GetUpper()));
            var quarters = Vector512.Create(
                Vector256.Create(op.Invoke(x.GetLower().GetLower()), op.Invoke(x.GetLower().GetUpper())),
                Vector256.Create(op.Invoke(x.GetUpper().GetLower()), op.Invoke(x.GetUpper().GetUpper())));
            for (int lane = 0; lane < Vector512<float>.Count; lane++)
            {
                float actual = op.Invoke(x[lane]);
                double expected = Reference(x[lane]);
                double ulps = SameBits(actual, wide[lane]) && SameBits(actual, halves[lane]) && SameBits(actual, quarters[lane])
                    ? ErrorInUlps(actual, expected)
                    : double.PositiveInfinity;
                if (ulps > worst.Ulps)
                {
                    worst = new Worst(ulps, x[lane], actual, expected);
                }
            }
        }

        return worst;
    }

    private static double ErrorInUlps(float actual, double exact)
    {
        float rounded = (float)exact;
        if (!float.IsFinite(actual) || !float.IsFinite(rounded))
        {
            return actual.Equals(rounded) ? 0 : double.PositiveInfinity;
        }

        float magnitude = MathF.Abs(rounded);
        double ulp = magnitude == 0 ? float.Epsilon : (double)magnitude - MathF.BitDecrement(magnitude);
        return Math.Abs(actual - exact) / ulp;
    }

    private static bool SameBits(float a, float b) =>
        BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b) || (float.IsNaN(a) && float.IsNaN(b));
}

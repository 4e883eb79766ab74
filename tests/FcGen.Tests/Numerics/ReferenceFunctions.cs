namespace FcGen.Tests.Numerics;

/// <summary>Functions in double precision that the platform lacks.</summary>
internal static class ReferenceFunctions
{
    public static double Sigmoid(double x) => x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x));

    /// <summary>exp(x) - 1. The rounding of exp(x) is in both the difference and the logarithm, and cancels (Kahan).</summary>
    public static double Expm1(double x)
    {
        double e = Math.Exp(x);
        return e == 1 ? x : e - 1 == -1 ? -1 : double.IsInfinity(e) ? e : (e - 1) * x / Math.Log(e);
    }

    /// <summary>log(1 + exp(x)).</summary>
    public static double Softplus(double x) => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x)));

    /// <summary>P(x) = (1 + erf(x / sqrt(2))) / 2.</summary>
    public static double NormalDistribution(double x) => (1 + Erf(x / Math.Sqrt(2))) / 2;

    /// <summary>2 / sqrt(pi) exp(-x^2) times the sum of 2^n x^(2n + 1) / (1 * 3 * ... * (2n + 1)), all of one sign: nothing cancels.</summary>
    public static double Erf(double x)
    {
        if (double.IsNaN(x) || Math.Abs(x) > 6)
        {
            return double.IsNaN(x) ? x : Math.Sign(x);
        }

        double term = x;
        double sum = x;
        for (int n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    /// <summary>log(1 + z): as for exp(x) - 1, the rounding of 1 + z cancels.</summary>
    private static double Log1p(double z) => 1 + z == 1 ? z : Math.Log(1 + z) * z / (1 + z - 1);
}

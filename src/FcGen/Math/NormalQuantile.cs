using System.Runtime.CompilerServices;

namespace FcGen.Numerics;

/// <summary>
/// Quantile function of the standard normal distribution. It uses only additions, multiplications, divisions and square roots, which IEEE
/// 754 defines to the last bit. The library's logarithm does not give the same last bit on every machine.
/// </summary>
internal static class NormalQuantile
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const long SqrtHalfBits = 0x3FE6A09E667F3BCD;
    private const int MantissaBits = 52;

    /// <summary>Returns the quantile of the standard normal distribution for the probability 1/2 + q.</summary>
    /// <param name="q">Probability minus 1/2, strictly between -1/2 and 1/2.</param>
    /// <remarks>
    /// Algorithm AS 241, PPND16, relative error about 1e-16: Wichura, "The Percentage Points of the Normal Distribution",
    /// Applied Statistics 37 (1988), 477-484.
    /// </remarks>
    public static double Compute(double q)
    {
        if (Math.Abs(q) <= 0.425)
        {
            double t = 0.180625 - (q * q);
            return q
                * ((((((((((((((2.5090809287301226727e3 * t) + 3.3430575583588128105e4) * t) + 6.7265770927008700853e4) * t)
                    + 4.5921953931549871457e4) * t) + 1.3731693765509461125e4) * t) + 1.9715909503065514427e3) * t)
                    + 1.3314166789178437745e2) * t) + 3.3871328727963666080)
                / ((((((((((((((5.2264952788528545610e3 * t) + 2.8729085735721942674e4) * t) + 3.9307895800092710610e4) * t)
                    + 2.1213794301586595867e4) * t) + 5.3941960214247511077e3) * t) + 6.8718700749205790830e2) * t)
                    + 4.2313330701600911252e1) * t) + 1.0);
        }

        double root = Math.Sqrt(-Log(0.5 - Math.Abs(q)));
        double magnitude = root <= 5.0 ? ModerateTail(root - 1.6) : FarTail(root - 5.0);
        return q < 0 ? -magnitude : magnitude;
    }

    /// <summary>
    /// Computes the natural logarithm of a positive normal number, with an error below 1e-15 times the larger of 1 and the result.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Log(double x)
    {
        // x = 2^n m with sqrt(1/2) <= m < sqrt(2), and log m = 2 artanh(s), s = (m - 1) / (m + 1), |s| < 0.172.
        long bits = BitConverter.DoubleToInt64Bits(x);
        long n = (bits - SqrtHalfBits) >> MantissaBits;
        double m = BitConverter.Int64BitsToDouble(bits - (n << MantissaBits));
        double s = (m - 1.0) / (m + 1.0);
        double z = s * s;
        double series = 1.0 / 21;
        series = (series * z) + (1.0 / 19);
        series = (series * z) + (1.0 / 17);
        series = (series * z) + (1.0 / 15);
        series = (series * z) + (1.0 / 13);
        series = (series * z) + (1.0 / 11);
        series = (series * z) + (1.0 / 9);
        series = (series * z) + (1.0 / 7);
        series = (series * z) + (1.0 / 5);
        series = (series * z) + (1.0 / 3);
        series *= z;
        double twice = 2.0 * s;
        return (n * Ln2High) + (twice + ((twice * series) + (n * Ln2Low)));
    }

    private static double ModerateTail(double r) =>
        ((((((((((((((7.74545014278341407640e-4 * r) + 2.27238449892691845833e-2) * r) + 2.41780725177450611770e-1) * r)
            + 1.27045825245236838258) * r) + 3.64784832476320460504) * r) + 5.76949722146069140550) * r)
            + 4.63033784615654529590) * r) + 1.42343711074968357734)
        / ((((((((((((((1.05075007164441684324e-9 * r) + 5.47593808499534494600e-4) * r) + 1.51986665636164571966e-2) * r)
            + 1.48103976427480074590e-1) * r) + 6.89767334985100004550e-1) * r) + 1.67638483018380384940) * r)
            + 2.05319162663775882187) * r) + 1.0);

    private static double FarTail(double r) =>
        ((((((((((((((2.01033439929228813265e-7 * r) + 2.71155556874348757815e-5) * r) + 1.24266094738807843860e-3) * r)
            + 2.65321895265761230930e-2) * r) + 2.96560571828504891230e-1) * r) + 1.78482653991729133580) * r)
            + 5.46378491116411436990) * r) + 6.65790464350110377720)
        / ((((((((((((((2.04426310338993978564e-15 * r) + 1.42151175831644588870e-7) * r) + 1.84631831751005468180e-5) * r)
            + 7.86869131145613259100e-4) * r) + 1.48753612908506148525e-2) * r) + 1.36929880922735805310e-1) * r)
            + 5.99832206555887937690e-1) * r) + 1.0);
}

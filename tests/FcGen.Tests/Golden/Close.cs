namespace FcGen.Tests.Golden;

/// <summary>Comparison of tensors by relative error.</summary>
internal static class Close
{
    /// <summary>
    /// Fails unless every number is within <paramref name="tolerance"/> of the expected one, relative to that number or to the mean
    /// magnitude of the tensor, whichever is larger: a number that is small by cancellation keeps the error of its summands. Where all of
    /// a tensor cancels, <paramref name="rounding"/> is the error that is allowed anyway.
    /// </summary>
    public static void Assert(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance, string what, double rounding = 0)
    {
        Xunit.Assert.Equal(expected.Length, actual.Length);
        double mean = 0;
        foreach (float value in expected)
        {
            mean += Math.Abs(value) / expected.Length;
        }

        for (int i = 0; i < expected.Length; i++)
        {
            double allowed = Math.Max(rounding, tolerance * Math.Max(Math.Abs(expected[i]), mean));
            double error = Math.Abs((double)expected[i] - actual[i]);
            Xunit.Assert.True(error <= allowed, $"{what}[{i}]: expected {expected[i]:G9} within {allowed:G3}, but got {actual[i]:G9}.");
        }
    }
}

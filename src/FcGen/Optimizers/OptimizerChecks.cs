using System.Runtime.CompilerServices;

namespace FcGen;

/// <summary>The checks that optimizers share.</summary>
internal static class OptimizerChecks
{
    /// <summary>Checks that an option is a finite number of at least 0.</summary>
    public static void NotNegative(float value, [CallerArgumentExpression(nameof(value))] string option = "")
    {
        if (!float.IsFinite(value) || value < 0)
        {
            throw new ArgumentOutOfRangeException(option, value, $"{option} has to be a finite number of at least 0, but is {value}.");
        }
    }

    /// <summary>Checks that an option is at least 0 and below 1.</summary>
    public static void Fraction(float value, [CallerArgumentExpression(nameof(value))] string option = "")
    {
        if (!(value >= 0 && value < 1))
        {
            throw new ArgumentOutOfRangeException(option, value, $"{option} has to be at least 0 and below 1, but is {value}.");
        }
    }
}

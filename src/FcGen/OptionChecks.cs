using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace FcGen;

/// <summary>Checks shared by the options of losses, optimizers, schedules and trainers. They return valid values.</summary>
internal static class OptionChecks
{
    /// <summary>Checks that an option is a finite number of at least 0.</summary>
    public static T NotNegative<T>(T value, [CallerArgumentExpression(nameof(value))] string option = "")
        where T : struct, IFloatingPointIeee754<T>
    {
        if (!(value >= T.Zero && T.IsFinite(value)))
        {
            Refuse(option, value, "a finite number of at least 0");
        }

        return value;
    }

    /// <summary>Checks that an option is a finite number above 0.</summary>
    public static T Positive<T>(T value, [CallerArgumentExpression(nameof(value))] string option = "")
        where T : struct, IFloatingPointIeee754<T>
    {
        if (!(value > T.Zero && T.IsFinite(value)))
        {
            Refuse(option, value, "a finite number above 0");
        }

        return value;
    }

    /// <summary>Checks that an option is at least 0 and below 1.</summary>
    public static T Fraction<T>(T value, [CallerArgumentExpression(nameof(value))] string option = "")
        where T : struct, IFloatingPointIeee754<T>
    {
        if (!(value >= T.Zero && value < T.One))
        {
            Refuse(option, value, "at least 0 and below 1");
        }

        return value;
    }

    /// <summary>Checks that an option is from 0 to 1.</summary>
    public static T Share<T>(T value, [CallerArgumentExpression(nameof(value))] string option = "")
        where T : struct, IFloatingPointIeee754<T>
    {
        if (!(value >= T.Zero && value <= T.One))
        {
            Refuse(option, value, "from 0 to 1");
        }

        return value;
    }

    /// <summary>Checks that an integer is not below a minimum.</summary>
    public static int AtLeast(int least, int value, [CallerArgumentExpression(nameof(value))] string option = "")
    {
        if (value < least)
        {
            Refuse(option, value, $"at least {least}");
        }

        return value;
    }

    /// <summary>Checks that a value is a member of its enumeration.</summary>
    public static T Defined<T>(T value, [CallerMemberName] string option = "")
        where T : struct, Enum => Enum.IsDefined(value)
        ? value
        : throw new ArgumentOutOfRangeException(option, value, $"There is no {typeof(T).Name} {value:D}.");

    /// <summary>Checks that weights are finite numbers of at least 0.</summary>
    /// <returns>A copy, or null.</returns>
    [return: NotNullIfNotNull(nameof(weights))]
    public static float[]? Weights(IReadOnlyList<float>? weights, [CallerMemberName] string option = "")
    {
        if (weights is { Count: 0 })
        {
            throw new ArgumentException($"{option} must contain at least one value, but is empty.", option);
        }

        for (int i = 0; i < (weights?.Count ?? 0); i++)
        {
            NotNegative(weights![i], $"{option}[{i}]");
        }

        return weights is null ? null : [.. weights];
    }

    /// <summary>Checks that a list and its items are not null.</summary>
    /// <returns>A copy.</returns>
    public static T[] Items<T>(IReadOnlyList<T> items, [CallerMemberName] string option = "")
    {
        ArgumentNullException.ThrowIfNull(items, option);
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i] is null)
            {
                throw new ArgumentException($"{option}[{i}] is null.", option);
            }
        }

        return [.. items];
    }

    [DoesNotReturn]
    private static void Refuse<T>(string option, T value, string expected) =>
        throw new ArgumentOutOfRangeException(option, value, $"{option} must be {expected}, but is {value}.");
}

using System.Collections;
using System.Reflection;

namespace FcGen.Tests.Golden;

/// <summary>Fails when something public, or an option of it, has no golden case.</summary>
internal static class GoldenOptions
{
    /// <summary>Fails unless each public class derived from a base has a case, and each of its options one that is not the default.</summary>
    /// <param name="baseType">For example <see cref="Loss"/>.</param>
    /// <param name="cases">What the golden tests compare with PyTorch.</param>
    /// <param name="exceptions">Options that PyTorch has in another place.</param>
    public static void AssertCovered(Type baseType, IReadOnlyList<object> cases, params string[] exceptions)
    {
        List<string> missing = [];
        foreach (Type type in baseType.Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(baseType) && !type.IsAbstract))
        {
            object[] ofType = [.. cases.Where(type.IsInstanceOfType)];
            object byDefault = CreateDefault(type);
            IEnumerable<PropertyInfo> options = type.GetProperties().Where(option => IsOption(option) && !exceptions.Contains(option.Name));
            missing.AddRange(options
                .Where(option => !ofType.Any(one => IsSet(option.GetValue(one), option.GetValue(byDefault))))
                .Select(option => $"{type.Name}.{option.Name}"));
            if (ofType.Length == 0)
            {
                missing.Add(type.Name);
            }
        }

        Assert.True(missing.Count == 0, $"No golden case of PyTorch for: {string.Join(", ", missing)}.");
    }

    /// <summary>
    /// Whether a value is not the default. One of several values counts if two of them differ: an error in their order would not show
    /// where all are the same.
    /// </summary>
    private static bool IsSet(object? value, object? byDefault) =>
        value is IEnumerable values ? values.Cast<object>().Distinct().Skip(1).Any() : !Equals(value, byDefault);

    /// <summary>Whether a user sets it, after construction or in the constructor.</summary>
    private static bool IsOption(PropertyInfo property) =>
        property.SetMethod is { IsPublic: true }
        || property.DeclaringType!.GetConstructors().SelectMany(constructor => constructor.GetParameters())
            .Any(parameter => parameter.Name!.Equals(property.Name, StringComparison.OrdinalIgnoreCase));

    private static object CreateDefault(Type type)
    {
        ConstructorInfo constructor = Assert.Single(type.GetConstructors());
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => parameter.DefaultValue)]);
    }
}

namespace FcGen.Generator.Infrastructure;

/// <summary>Replaces list patterns, which need a type that this framework lacks.</summary>
internal static class SoleElement
{
    /// <summary>Returns the element of a list with one element, or null for any other list.</summary>
    public static T? Sole<T>(this IReadOnlyList<T> list)
        where T : class => list.Count == 1 ? list[0] : null;
}

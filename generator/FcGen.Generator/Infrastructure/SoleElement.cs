namespace FcGen.Generator.Infrastructure;

/// <summary>List patterns need a type that this framework lacks.</summary>
internal static class SoleElement
{
    /// <summary>The element of a list of one; null for any other list.</summary>
    public static T? Sole<T>(this IReadOnlyList<T> list)
        where T : class => list.Count == 1 ? list[0] : null;
}

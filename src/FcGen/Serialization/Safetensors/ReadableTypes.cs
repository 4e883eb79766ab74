namespace FcGen.Serialization;

/// <summary>The types of elements from which a tensor of a network can be read: one rule for the library and for the compiler.</summary>
internal static class ReadableTypes
{
    private static readonly string[] Floats = ["F32", "F64", "F16", "BF16"];
    private static readonly string[] FloatsAndIntegers = [.. Floats, "I64", "I32"];

    /// <summary>The types for a tensor.</summary>
    /// <param name="isCount">Whether it is the number of batches that a batch norm has seen.</param>
    public static IReadOnlyList<string> Of(bool isCount) => isCount ? FloatsAndIntegers : Floats;

    /// <summary>Whether a tensor is such a number.</summary>
    public static bool IsCount(string name, bool isBuffer, int rank) =>
        isBuffer && rank == 0 && name.EndsWith(".num_batches_tracked", StringComparison.Ordinal);
}

namespace FcGen.Serialization;

/// <summary>Element types from which tensors can be loaded; the library and the generator share this rule.</summary>
internal static class ReadableTypes
{
    private static readonly string[] Floats = ["F32", "F64", "F16", "BF16"];
    private static readonly string[] FloatsAndIntegers = [.. Floats, "I64", "I32"];

    /// <summary>Returns the readable types for a tensor.</summary>
    /// <param name="isCount">Whether the tensor is <c>num_batches_tracked</c> of a batch norm.</param>
    public static IReadOnlyList<string> Of(bool isCount) => isCount ? FloatsAndIntegers : Floats;

    /// <summary>Whether a tensor is <c>num_batches_tracked</c> of a batch norm.</summary>
    public static bool IsCount(string name, bool isBuffer, int rank) =>
        isBuffer && rank == 0 && name.EndsWith(".num_batches_tracked", StringComparison.Ordinal);
}

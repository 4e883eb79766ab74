using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>Source text of vector operations, by number of lanes.</summary>
internal static class Vec
{
    public static string Class(int lanes) => $"Vector{lanes * 32}";

    public static string Type(int lanes) => $"Vector{lanes * 32}<float>";

    public static string Zero(int lanes) => $"Vector{lanes * 32}<float>.Zero";

    /// <summary>
    /// Writes the declarations of vectors, those of one type in one statement. The text of 64-128-10 is shorter by 0.09, with type arguments
    /// (<c>LoadUnsafe&lt;float&gt;</c>) that need no inference.
    /// </summary>
    public static void EmitDeclarations(IndentedWriter writer, IEnumerable<(int Lanes, string Name, string Value)> vectors)
    {
        foreach (var type in vectors.GroupBy(vector => vector.Lanes))
        {
            writer.Line($"{Type(type.Key)} {string.Join(", ", type.Select(vector => $"{vector.Name} = {vector.Value}"))};");
        }
    }

    /// <summary>Returns a vector with all lanes set to the float at a reference and index.</summary>
    public static string Broadcast(int lanes, string reference, int index) => $"{Class(lanes)}.Create<float>({Element(reference, index)})";

    public static string Load(int lanes, string reference, int offset) =>
        $"{Class(lanes)}.LoadUnsafe<float>(ref {reference}{(offset == 0 ? string.Empty : $", {offset}")})";

    /// <summary>Loads the part of a row that a segment covers; lanes past the width are zero.</summary>
    public static string Load(Segment segment, string reference, int offset, bool isPadded) =>
        !segment.IsPartial ? Load(segment.Lanes, reference, offset)
        : isPadded ? $"global::FcGen.Numerics.Tail.Keep({Load(segment.Lanes, reference, offset)}, {segment.Valid})"
        : $"global::FcGen.Numerics.Tail.Load{segment.Lanes * 32}(ref {reference}, {offset}, {segment.Valid})";

    /// <summary>
    /// Writes the store of a vector to the part of a row that a segment covers; lanes past the width become zero, or are not stored in the user's
    /// spans.
    /// </summary>
    public static void EmitStore(IndentedWriter writer, Segment segment, string value, string reference, int offset, bool isPadded)
    {
        writer.Line(!segment.IsPartial ? Store(segment.Lanes, value, reference, offset)
            : isPadded ? Store(segment.Lanes, $"global::FcGen.Numerics.Tail.Keep({value}, {segment.Valid})", reference, offset)
            : $"global::FcGen.Numerics.Tail.Store({value}, ref {reference}, {offset}, {segment.Valid});");
        if (isPadded && segment.Gap > 0)
        {
            writer.Line(Store(segment.Gap, Zero(segment.Gap), reference, offset + segment.Lanes));
        }
    }

    /// <summary>Writes the clearing of the rest of a row of weights after its last vector.</summary>
    public static void EmitClear(IndentedWriter writer, Segment last, string reference, int offset, int stride)
    {
        int lanes = Math.Min(last.Lanes, Padding.Lanes);
        for (int clear = last.Offset + last.Lanes; clear < stride; clear += lanes)
        {
            writer.Line(Store(lanes, Zero(lanes), reference, offset + clear));
        }
    }

    /// <summary>
    /// Stores a whole vector. This and the following are extension methods that are called as static methods. Otherwise a user's extension method
    /// with the same name would take precedence.
    /// </summary>
    public static string Store(int lanes, string value, string reference, int offset) =>
        $"{Class(lanes)}.StoreUnsafe<float>({value}, ref {reference}{(offset == 0 ? string.Empty : $", {offset}")});";

    /// <summary>The lower half of a vector.</summary>
    public static string Lower(int lanes, string value) => $"{Class(lanes)}.GetLower<float>({value})";

    /// <summary>A vector of twice as many lanes, the upper ones zero.</summary>
    public static string Widen(int lanes, string value) => $"{Class(lanes)}.ToVector{lanes * 64}({value})";

    /// <summary>
    /// Returns a multiply-add, rounded once if the machine has an instruction for it. All machines with 256 bits have it. With 128 bits, the software
    /// that would round once takes 20 times as long as a multiplication and an addition.
    /// </summary>
    public static string MultiplyAdd(int lanes, string a, string b, string sum) =>
        $"{Class(lanes)}.{(lanes < Padding.Lanes ? "MultiplyAddEstimate" : "FusedMultiplyAdd")}({a}, {b}, {sum})";

    /// <summary>Returns a multiply-add of 128 bits that is rounded once, for kernels of wider vectors.</summary>
    public static string FusedMultiplyAdd(string a, string b, string sum) => $"Vector128.FusedMultiplyAdd({a}, {b}, {sum})";

    /// <summary>Returns the pairwise sum of several vectors, which has a shorter dependency chain than a sequential sum.</summary>
    public static string Total(IReadOnlyList<string> terms)
    {
        int half = (terms.Count + 1) / 2;
        return terms.Count == 1 ? terms[0] : $"({Total([.. terms.Take(half)])} + {Total([.. terms.Skip(half)])})";
    }

    public static string Element(string reference, int index) => index == 0 ? reference : $"Unsafe.Add(ref {reference}, {index})";

    public static string Ref(string reference, int offset) => offset == 0 ? $"ref {reference}" : $"ref Unsafe.Add(ref {reference}, {offset})";

    /// <summary>Applies an activation to a vector, if there is one.</summary>
    public static string Activate(string? @operator, string value) => @operator is null ? value : $"{@operator}.Invoke({value})";

    /// <summary>
    /// Returns the attribute of a method. Its full name is needed because global usings of the user can give attributes another meaning in any
    /// namespace.
    /// </summary>
    public static string MethodAttribute(string option) => $"[global::System.Runtime.CompilerServices.MethodImpl(MethodImplOptions.{option})]";

    /// <summary>The attribute of every kernel: it is compiled once with all optimizations, at its first call or in Prepare.</summary>
    public static void KernelAttribute(IndentedWriter writer) => writer.Line(MethodAttribute("AggressiveOptimization"));
}

using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>
/// A method that depends on the shape, written once per vector width, with a portable form. Equal kernels have the same name and others have not, so
/// that all networks of a compilation share their code.
/// </summary>
/// <param name="Name">The name of the class, with operation, shape and activation.</param>
internal abstract record Kernel(string Name)
{
    /// <summary>The namespace of all kernels.</summary>
    public const string Namespace = "FcGen.Generated";

    /// <summary>The name of the method, and the first part of the names of the methods it calls.</summary>
    public const string Method = "Run";

    /// <summary>The method that selects the vector width, as generated code calls it.</summary>
    public string Target => $"global::{Namespace}.{Name}.{Method}";

    /// <summary>The computation, in one sentence with shapes.</summary>
    public abstract string Summary { get; }

    /// <summary>Names of its parameters, in order; all are <c>ref float</c> but <c>rows</c>, <c>first</c>, <c>count</c> and <c>dilation</c>, which are ints.</summary>
    public abstract IReadOnlyList<string> Parameters { get; }

    /// <summary>
    /// The parts of one sample that several threads may compute. A kernel with more than one has the parameters <c>first</c> and <c>count</c> for a range
    /// of them.
    /// </summary>
    public virtual int SampleParts => 1;

    /// <summary>The arguments for all parts, before those that follow.</summary>
    public string AllParts => SampleParts == 1 ? string.Empty : $"0, {SampleParts}, ";

    /// <summary>The type that computes a range of parts, given all operands that a kernel may have.</summary>
    public string PartsType => $"global::{Namespace}.{Name}.Parts";

    /// <summary>These operands, in order.</summary>
    public static IReadOnlyList<string> PositionOperands { get; } = ["x", "w", "scale", "b", "r", "y"];

    /// <summary>The bytes of weights that a call reads for a single row; 0 if it reads them for several.</summary>
    public virtual long WeightBytes => 0;

    /// <summary>Writes the method, and those it calls, for one vector width.</summary>
    public abstract void Emit(IndentedWriter writer, VectorWidth width);

    /// <summary>Writes the body that is used if no vectors are accelerated.</summary>
    public abstract void EmitPortable(IndentedWriter writer);

    /// <summary>The declaration of its method.</summary>
    public string Declaration => $"public static void {Method}({Signature})";

    /// <summary>The call of the method for one vector width.</summary>
    public string CallOf(VectorWidth width) => $"{width.ClassName}.{Method}({Arguments});";

    /// <summary>The call of the code for what remains after the largest tiles of a vector width; null if they leave nothing.</summary>
    protected string? CallOfRest(VectorWidth width) => width.Rest is { } rest ? CallOf(rest) : null;

    public string Signature => string.Join(", ", Parameters.Select(p => IsNumber(p) ? $"int {p}" : $"ref float {p}"));

    public string Arguments => string.Join(", ", Parameters.Select(p => IsNumber(p) ? p : $"ref {p}"));

    private static bool IsNumber(string parameter) => parameter is "rows" or "count" or "first" or "dilation";

    protected IndentedWriter.Scope BeginMethod(IndentedWriter writer, string name = Method, string? signature = null)
    {
        Vec.KernelAttribute(writer);
        return writer.Block($"public static void {name}({signature ?? Signature})");
    }
}

/// <summary>A product for one sample.</summary>
/// <param name="Name">Name of the class.</param>
/// <param name="X">The input.</param>
/// <param name="Y">The result.</param>
/// <param name="IsUnrolled">Whether it is straight-line code.</param>
internal abstract record SampleKernel(string Name, Layout X, Layout Y, bool IsUnrolled) : Kernel(Name)
{
    /// <summary>The multiply-adds for a vector width.</summary>
    public abstract int Instructions(VectorWidth width);

    /// <summary>Writes code that finds its operands in references named like the parameters.</summary>
    public abstract void EmitBody(IndentedWriter writer, VectorWidth width, bool isUnrolled);

    /// <summary>Whether straight-line code of some multiply-adds is faster than loops, if it is with 256 bits.</summary>
    public static bool CanUnroll(VectorWidth width, int instructions) => width.Lanes >= Padding.Lanes || instructions <= Budget.NarrowInstructions;
}

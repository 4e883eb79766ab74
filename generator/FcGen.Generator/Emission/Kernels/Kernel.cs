using FcGen.Generator.Infrastructure;
using FcGen.Generator.Planning;

namespace FcGen.Generator.Emission.Kernels;

/// <summary>A method that depends on the shape, written once for each vector width, with a portable form beside them.</summary>
/// <param name="Name">Name of the method: what it does, on which shape, with which activation.</param>
internal abstract record Kernel(string Name)
{
    /// <summary>What it computes, in one sentence with shapes.</summary>
    public abstract string Summary { get; }

    /// <summary>Names of its parameters, in order; all are <c>ref float</c> but <c>rows</c> and <c>count</c>, which are ints.</summary>
    public abstract IReadOnlyList<string> Parameters { get; }

    /// <summary>Writes the method, and those it calls, for one vector width.</summary>
    public abstract void Emit(IndentedWriter writer, VectorWidth width);

    /// <summary>Writes the body that is used where neither width is accelerated.</summary>
    public abstract void EmitPortable(IndentedWriter writer);

    public string Signature => string.Join(", ", Parameters.Select(p => IsNumber(p) ? $"int {p}" : $"ref float {p}"));

    public string Arguments => string.Join(", ", Parameters.Select(p => IsNumber(p) ? p : $"ref {p}"));

    private static bool IsNumber(string parameter) => parameter is "rows" or "count";

    protected IndentedWriter.Scope BeginMethod(IndentedWriter writer, string? name = null, string? signature = null)
    {
        Vec.KernelAttribute(writer);
        return writer.Block($"public static void {name ?? Name}({signature ?? Signature})");
    }
}

/// <summary>A kernel for one sample.</summary>
internal abstract record SampleKernel(string Name) : Kernel(Name)
{
    /// <summary>Writes straight-line code that finds its operands in references named like the parameters.</summary>
    public abstract void EmitStraightLine(IndentedWriter writer, VectorWidth width);
}

/// <summary>How rows of values lie in memory: a user's rows follow each other without a gap, the network's own are padded to whole vectors.</summary>
internal readonly record struct RowLayout(int Width, int Stride)
{
    public bool IsPadded => Stride == Padding.RoundUp(Width);

    public static RowLayout Padded(int width) => new(width, Padding.RoundUp(width));
}

/// <summary>What happens to a sum before it is stored.</summary>
/// <param name="HasBias">Whether it starts from the bias, parameter <c>b</c>, instead of zero.</param>
/// <param name="Activation">Name of the activation that is applied, if there is one.</param>
/// <param name="Operator">Source of its operator struct.</param>
internal readonly record struct Epilogue(bool HasBias, string? Activation, string? Operator)
{
    public static readonly Epilogue None;

    /// <summary>Parameters of a product of x and w with this epilogue.</summary>
    public IReadOnlyList<string> Parameters(bool hasRows)
    {
        List<string> parameters = HasBias ? ["x", "w", "b", "y"] : ["x", "w", "y"];
        if (hasRows)
        {
            parameters.Add("rows");
        }

        return parameters;
    }

    /// <summary>The epilogue in words.</summary>
    public string Description => (HasBias ? " + b" : string.Empty) + (Activation is null ? string.Empty : $", then {Activation}");

    /// <summary>Writes the call of a portable product, and the activation as a pass of its own.</summary>
    public void EmitPortable(IndentedWriter writer, string product, RowLayout x, RowLayout y, int weightStride, string rows)
    {
        string bias = HasBias ? "ref b" : "ref Unsafe.NullRef<float>()";
        writer.Line($"global::FcGen.Numerics.PortableGemm.{product}(ref x, {x.Stride}, ref w, {weightStride}, {bias}, ref y, {y.Stride}, {rows}, {x.Width}, {y.Width});");
        EmitActivation(writer, y, rows);
    }

    /// <summary>Writes the start of sums that are kept in y: the bias, or zero.</summary>
    public void EmitStart(IndentedWriter writer, RowLayout y, string rows) => writer.Line(HasBias
        ? $"global::FcGen.Numerics.Rows.Copy(ref b, 0, ref y, {y.Stride}, {y.Width}, {rows});"
        : $"MemoryMarshal.CreateSpan(ref y, {rows} * {y.Stride}).Clear();");

    /// <summary>Writes the activation as a pass of its own, if there is one.</summary>
    public void EmitActivation(IndentedWriter writer, RowLayout y, string rows)
    {
        if (Operator is not null)
        {
            writer.Line($"global::FcGen.Numerics.Elementwise.Forward({Operator}, ref y, {y.Stride}, ref y, {y.Stride}, {y.Width}, {rows});");
        }
    }
}

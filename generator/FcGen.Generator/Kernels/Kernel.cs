using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

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

/// <summary>A product for one sample.</summary>
/// <param name="Name">Name of the method.</param>
/// <param name="X">The input.</param>
/// <param name="Y">The result.</param>
internal abstract record SampleKernel(string Name, RowLayout X, RowLayout Y) : Kernel(Name)
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
/// <param name="HasBias">Whether the bias, parameter <c>b</c>, is added.</param>
/// <param name="Scale">
/// Name of what multiplies it by a scale, parameter <c>scale</c>, before the bias is added, if anything does: a batch norm.
/// </param>
/// <param name="Activation">Name of the activation that is applied, if there is one.</param>
/// <param name="ActivationMethod">The name as a part of the name of a method.</param>
/// <param name="Operator">Source of its operator struct.</param>
internal readonly record struct Epilogue(bool HasBias, string? Scale, string? Activation, string? ActivationMethod, string? Operator)
{
    public static readonly Epilogue None;

    public bool HasScale => Scale is not null;

    /// <summary>The epilogue as a part of the name of a method.</summary>
    public string MethodName =>
        (HasScale ? "_" + Scale : HasBias ? string.Empty : "_NoBias") + (ActivationMethod is null ? string.Empty : "_" + ActivationMethod);

    /// <summary>Whether the sum starts from the bias instead of zero.</summary>
    public bool StartsFromBias => HasBias && !HasScale;

    /// <summary>Parameters of a product of x and w with this epilogue.</summary>
    public IReadOnlyList<string> Parameters(bool hasRows)
    {
        List<string> parameters = HasScale ? ["x", "w", "scale", "b", "y"] : HasBias ? ["x", "w", "b", "y"] : ["x", "w", "y"];
        if (hasRows)
        {
            parameters.Add("rows");
        }

        return parameters;
    }

    /// <summary>The epilogue in words.</summary>
    public string Description =>
        (HasScale ? " * scale" : string.Empty) + (HasBias ? " + b" : string.Empty) + (Activation is null ? string.Empty : $", then {Activation}");

    /// <summary>What becomes of a vector of sums before it is stored.</summary>
    /// <param name="lanes">Lanes of the vector.</param>
    /// <param name="sum">The sums.</param>
    /// <param name="offset">The first column, counted from where scale and bias are referred to.</param>
    /// <param name="suffix">Ending of the names of these references.</param>
    public string Finish(int lanes, string sum, int offset, string suffix) => Vec.Activate(
        Operator,
        HasScale ? Vec.MultiplyAdd(lanes, sum, Vec.Load(lanes, "scale" + suffix, offset), Vec.Load(lanes, "b" + suffix, offset)) : sum);

    /// <summary>Writes references to the scale and, with it, the bias of the columns from <c>j</c> on.</summary>
    public void EmitScaleReferences(IndentedWriter writer)
    {
        if (HasScale)
        {
            writer.Line("ref float scalej = ref Unsafe.Add(ref scale, j);");
            writer.Line("ref float bj = ref Unsafe.Add(ref b, j);");
        }
    }

    /// <summary>Writes the call of a portable product, and the activation as a pass of its own.</summary>
    public void EmitPortable(IndentedWriter writer, string product, RowLayout x, RowLayout y, int weightStride, string rows)
    {
        string bias = StartsFromBias ? "ref b" : "ref Unsafe.NullRef<float>()";
        writer.Line($"global::FcGen.Layers.PortableGemm.{product}(ref x, {x.Stride}, ref w, {weightStride}, {bias}, ref y, {y.Stride}, {rows}, {x.Width}, {y.Width});");
        EmitFinish(writer, y, rows);
    }

    /// <summary>Writes the start of sums that are kept in y: the bias, or zero.</summary>
    public void EmitStart(IndentedWriter writer, RowLayout y, string rows) => writer.Line(StartsFromBias
        ? $"global::FcGen.Layers.Rows.Copy(ref b, 0, ref y, {y.Stride}, {y.Width}, {rows});"
        : $"MemoryMarshal.CreateSpan(ref y, {rows} * {y.Stride}).Clear();");

    /// <summary>Writes scale and activation as passes of their own, if there are any.</summary>
    public void EmitFinish(IndentedWriter writer, RowLayout y, string rows)
    {
        if (HasScale)
        {
            writer.Line($"global::FcGen.Layers.BatchNorm.Scale(ref y, {y.Stride}, ref scale, ref b, {y.Width}, {rows});");
        }

        if (Operator is not null)
        {
            writer.Line($"global::FcGen.Layers.Elementwise.Forward({Operator}, ref y, {y.Stride}, ref y, {y.Stride}, {y.Width}, {rows});");
        }
    }
}

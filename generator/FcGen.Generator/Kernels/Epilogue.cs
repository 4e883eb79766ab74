using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>The end of a kernel: the work on a sum in registers before it is stored.</summary>
/// <param name="HasBias">Whether the bias, parameter <c>b</c>, is added.</param>
/// <param name="Scale">
/// Name of the layer that multiplies the sum by a scale, parameter <c>scale</c>, before the bias is added; null without.
/// </param>
/// <param name="Residual">The rows that are added after the bias, parameter <c>r</c>; null without.</param>
/// <param name="Activation">Name of the activation that is applied last; null without.</param>
/// <param name="ActivationMethod">The name as a part of the name of a method.</param>
/// <param name="Operator">Source of its operator struct.</param>
internal readonly record struct Epilogue(
    bool HasBias, string? Scale, Layout? Residual, string? Activation, string? ActivationMethod, string? Operator)
{
    public static readonly Epilogue None;

    public bool HasScale => Scale is not null;

    /// <summary>The epilogue as a part of the name of a method.</summary>
    public string MethodName =>
        (HasScale ? "_" + Scale : HasBias ? string.Empty : "_NoBias")
        + (Residual is not { } rows ? string.Empty : rows.IsPadded ? "_Add" : "_AddUnpadded")
        + (ActivationMethod is null ? string.Empty : "_" + ActivationMethod);

    /// <summary>Whether the sum starts from the bias instead of zero.</summary>
    public bool StartsFromBias => HasBias && !HasScale;

    /// <summary>Parameters of a product of x and w with this epilogue.</summary>
    public IReadOnlyList<string> Parameters(bool hasRows)
    {
        List<string> parameters = ["x", "w"];
        if (HasScale)
        {
            parameters.Add("scale");
        }

        if (HasBias)
        {
            parameters.Add("b");
        }

        if (Residual is not null)
        {
            parameters.Add("r");
        }

        parameters.Add("y");
        if (hasRows)
        {
            parameters.Add("rows");
        }

        return parameters;
    }

    /// <summary>References that advance by this many floats with each row of a product.</summary>
    public IReadOnlyList<(string Name, int Stride)> RowReferences(Layout x, Layout y) =>
        Residual is { } rows ? [("x", x.Stride), ("r", rows.Stride), ("y", y.Stride)] : [("x", x.Stride), ("y", y.Stride)];

    /// <summary>The epilogue in words.</summary>
    public string Description =>
        (HasScale ? " * scale" : string.Empty)
        + (HasBias ? " + b" : string.Empty)
        + (Residual is null ? string.Empty : " + r")
        + (Activation is null ? string.Empty : $", then {Activation}");

    /// <summary>Returns a vector of sums with the whole epilogue applied.</summary>
    /// <param name="segment">The columns, relative to the references to scale, bias and residual.</param>
    /// <param name="sum">The sums.</param>
    /// <param name="row">Index of the row among those of the tile.</param>
    /// <param name="suffix">The suffix of the names of these references.</param>
    public string Finish(Segment segment, string sum, int row, string suffix)
    {
        int lanes = segment.Lanes;
        string value = HasScale
            ? Vec.MultiplyAdd(lanes, sum, LoadVector(segment, "scale" + suffix), LoadVector(segment, "b" + suffix))
            : sum;
        return Vec.Activate(Operator, AddResidual(segment, value, row, suffix));
    }

    /// <summary>Whether the columns are those of one group of several, so that what follows its last column belongs to the next group.</summary>
    public bool IsOfGroup { get; init; }

    /// <summary>Loads the scale or the bias of the columns of a segment.</summary>
    public string LoadVector(Segment segment, string reference) => IsOfGroup
        ? Vec.Load(segment, reference, segment.Offset, isPadded: false)
        : Vec.Load(segment.Lanes, reference, segment.Offset);

    /// <summary>Returns a vector of sums with the residual added, if there is one.</summary>
    public string AddResidual(Segment segment, string value, int row, string suffix)
    {
        if (Residual is not { } rows)
        {
            return value;
        }

        // Padding is zero, and its results are not stored.
        int offset = (row * rows.Stride) + segment.Offset;
        string residual = rows.IsPadded && !IsOfGroup
            ? Vec.Load(segment.Lanes, "r" + suffix, offset)
            : Vec.Load(segment, "r" + suffix, offset, isPadded: false);
        return $"({value} + {residual})";
    }

    /// <summary>
    /// Writes references to scale, bias and residual of the columns from <c>j</c> on, unless the kernel starts from the bias.
    /// </summary>
    public void EmitReferences(IndentedWriter writer)
    {
        if (HasScale)
        {
            writer.Line("ref float scalej = ref Unsafe.Add(ref scale, j);");
            writer.Line("ref float bj = ref Unsafe.Add(ref b, j);");
        }

        if (Residual is not null)
        {
            writer.Line("ref float rj = ref Unsafe.Add(ref r, j);");
        }
    }

    /// <summary>Writes the call of a portable product, and the rest of the epilogue as separate passes.</summary>
    public void EmitPortable(IndentedWriter writer, string product, Layout x, Layout y, int weightStride, string rows)
    {
        string bias = StartsFromBias ? "ref b" : "ref Unsafe.NullRef<float>()";
        writer.Line($"global::FcGen.Layers.PortableGemm.{product}(ref x, {x.Stride}, ref w, {weightStride}, {bias}, ref y, {y.Stride}, {rows}, {x.Channels}, {y.Channels});");
        EmitFinish(writer, y, rows);
    }

    /// <summary>Writes the start of sums that are stored in y: the bias, or zero.</summary>
    public void EmitStart(IndentedWriter writer, Layout y, string rows) => writer.Line(StartsFromBias
        ? $"global::FcGen.Layers.Rows.Copy(ref b, 0, ref y, {y.Stride}, {y.Channels}, {rows});"
        : $"MemoryMarshal.CreateSpan(ref y, {rows} * {y.Stride}).Clear();");

    /// <summary>Writes everything after the sum as separate passes.</summary>
    public void EmitFinish(IndentedWriter writer, Layout y, string rows)
    {
        if (HasScale)
        {
            writer.Line($"global::FcGen.Layers.BatchNorm.Scale(ref y, {y.Stride}, ref scale, ref b, {y.Channels}, {rows});");
        }

        if (Residual is { } residual)
        {
            string activation = Operator is null ? string.Empty : $"{Operator}, ";
            writer.Line($"global::FcGen.Layers.Pairwise.Add({activation}ref y, {y.Stride}, ref r, {residual.Stride}, ref y, {y.Stride}, {y.Channels}, {rows});");
        }
        else if (Operator is not null)
        {
            writer.Line($"global::FcGen.Layers.Elementwise.Forward({Operator}, ref y, {y.Stride}, ref y, {y.Stride}, {y.Channels}, {rows});");
        }
    }
}

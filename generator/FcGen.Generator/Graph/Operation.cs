using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Graph;

/// <summary>One step of a schedule: makes value <paramref name="Result"/> from value <paramref name="Source"/>; the same id means in place.</summary>
internal abstract record Operation(int Layer, int Source, int Result)
{
    /// <summary>A second value that it reads: the output of a layer that the user has named. Null for all but a few.</summary>
    public virtual int? Named => null;

    /// <summary>Whether the result may be written over the source while that is read.</summary>
    public virtual bool WorksInPlace => true;

    /// <summary>Whether the gradient of the source replaces that of the result in the same memory.</summary>
    public virtual bool GradientInPlace => true;

    /// <summary>Whether the backward step reads the result, so that it must be kept as it is.</summary>
    public abstract bool BackwardNeedsResult { get; }

    /// <summary>The step in one sentence with shapes: the comment above its code.</summary>
    public string Describe(OperandNames values) =>
        $"Layer {Layer}: {Kind}, {values.Shape(Source)}{(Named is { } named ? $" and {values.Shape(named)}" : string.Empty)} -> {values.Shape(Result)}.";

    public bool Reads(int value) => Source == value || Named == value;

    /// <summary>What the step is, in a few words.</summary>
    public abstract string Kind { get; }

    /// <summary>Parts that the gradients of its parameters are cut into, for several threads; 0 without parameters.</summary>
    public virtual int GradientParts => 0;

    /// <summary>
    /// Whether it works on all samples of a batch together: then forward pass and gradients of values are cut here, and what it needs
    /// to know of all samples is computed in between.
    /// </summary>
    public virtual bool MeetsSamples => false;

    /// <summary>Writes what the forward step needs to know of all <c>rows</c> of the batch.</summary>
    public virtual void EmitBeforeForward(IndentedWriter writer, OperandNames values)
    {
    }

    /// <summary>Writes what the backward step needs to know of all <c>rows</c> of the batch.</summary>
    public virtual void EmitBeforeSourceGradient(IndentedWriter writer, OperandNames values)
    {
    }

    /// <summary>Writes how numbers that predictions use are derived from parameters and buffers.</summary>
    public virtual void EmitDerive(IndentedWriter writer)
    {
    }

    /// <summary>
    /// Writes the forward step, for one sample or for <c>rows</c> of them. In training it finds these in <c>call</c>, from row <c>first</c> on.
    /// Rows must not depend on each other: several threads take some each.
    /// </summary>
    public abstract void EmitForward(IndentedWriter writer, OperandNames values);

    /// <summary>Writes what turns, in place, the gradient of the result into that of something within the operation.</summary>
    public virtual void EmitInnerGradient(IndentedWriter writer, OperandNames values)
    {
    }

    /// <summary>
    /// Writes the backward step for <c>rows</c> of values: the gradient of the source, to <see cref="OperandNames.SourceGradient"/>, from
    /// that of the result.
    /// </summary>
    public abstract void EmitSourceGradient(IndentedWriter writer, OperandNames values);

    /// <summary>Writes the gradient of <see cref="Named"/>, from that of the result: added to what it has from others, or the first.</summary>
    public virtual void EmitNamedGradient(IndentedWriter writer, OperandNames values, bool isFirst)
    {
    }

    /// <summary>
    /// Writes the gradients of its parameters over all <c>rows</c>, after every gradient of a value is known: those parts that lie from
    /// <c>first</c> to before <c>end</c>.
    /// </summary>
    /// <param name="writer">Receives the code.</param>
    /// <param name="values">Names of the values.</param>
    /// <param name="firstPart">Number of the first part of this operation.</param>
    public virtual void EmitParameterGradients(IndentedWriter writer, OperandNames values, int firstPart)
    {
        if (values.IsSample)
        {
            EmitGradients(writer, values);
            return;
        }

        using (writer.Block($"if (first <= {firstPart} && end > {firstPart})"))
        {
            EmitGradients(writer, values);
        }
    }

    /// <summary>Writes the gradients of its parameters over all <c>rows</c>, for an operation of one part.</summary>
    protected virtual void EmitGradients(IndentedWriter writer, OperandNames values)
    {
    }

    /// <summary>Kernels that <see cref="EmitForward"/> calls.</summary>
    public virtual IEnumerable<Kernel> ForwardKernels(OperandNames values) => [];

    /// <summary>Kernels that the backward step calls.</summary>
    public virtual IEnumerable<Kernel> BackwardKernels(OperandNames values) => [];

    /// <summary>Calls that make the JIT compile what the step uses of the library: on a row of 9 values with a stride of 16, in <c>some</c>.</summary>
    public virtual string PrepareCall => string.Empty;
}

/// <summary>Copies rows: for a network that has nothing else to do, or whose only kernel must not write where it still reads.</summary>
internal sealed record CopyOperation(int Layer, int Source, int Result) : Operation(Layer, Source, Result)
{
    public override bool BackwardNeedsResult => false;

    public override string Kind => "copy";

    public override void EmitForward(IndentedWriter writer, OperandNames values) =>
        writer.Line($"global::FcGen.Layers.Rows.Copy({values.Matrix(Source)}, {values.Matrix(Result)}, {values.Extent(Result)});");

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames values)
    {
        // The gradient stays where it is.
    }

    public override string PrepareCall => "global::FcGen.Layers.Rows.Copy(ref some, 16, ref some, 16, 9, 1);";
}

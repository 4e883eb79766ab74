using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Graph;

/// <summary>
/// One step of a network. An operation declares the values it reads and writes; the planner derives from that where each value is stored,
/// which results replace their source in place, and which operations become one.
/// </summary>
/// <param name="Layer">Index of the layer that the operation belongs to.</param>
/// <param name="Inputs">The values it reads. The first is the source; the others are outputs of layers named by the user.</param>
/// <param name="Output">The value it computes.</param>
internal abstract record Operation(int Layer, EquatableArray<int> Inputs, int Output)
{
    /// <summary>Values that the forward step of training writes for the backward step.</summary>
    public EquatableArray<int> Saved { get; init; }

    /// <summary>Values that only the operation itself uses, within one step.</summary>
    public EquatableArray<int> Temporaries { get; init; }

    public int Source => Inputs[0];

    /// <summary>Inputs after the source.</summary>
    public IEnumerable<int> Others => Inputs.Skip(1);

    /// <summary>Everything that the operation writes, the output last.</summary>
    public IEnumerable<int> Written => Temporaries.Concat(Saved).Append(Output);

    /// <summary>A short description of the operation.</summary>
    public abstract string Kind { get; }

    /// <summary>The written value that may be stored in place of the source, while that is read; null if none may.</summary>
    public virtual int? Replacement => Output;

    /// <summary>Whether the gradient of the source replaces that of the output in the same memory.</summary>
    public virtual bool GradientInPlace => true;

    /// <summary>Whether the backward step reads the source.</summary>
    public virtual bool BackwardReadsSource => false;

    /// <summary>Whether the backward step reads the output.</summary>
    public virtual bool BackwardReadsOutput => false;

    /// <summary>
    /// Whether the operation needs all samples of a batch together. The passes of training are split before the operation, and the statistics of
    /// all samples are computed in between.
    /// </summary>
    public virtual bool NeedsWholeBatch => false;

    /// <summary>Parts into which the parameter gradients are divided for several threads; 0 without parameters.</summary>
    public virtual int GradientParts => 0;

    /// <summary>Whether the operation has parameters to train. Those of batch norm get their gradients with its statistics.</summary>
    public bool HasParameters => GradientParts > 0 || NeedsWholeBatch;

    /// <summary>The operation as the end of another one's kernel; null if it needs a separate pass.</summary>
    public virtual EpilogueStep? AsEpilogue => null;

    /// <summary>The code for one sample that adjacent operations can be fused with; null without.</summary>
    public virtual FusiblePart? Fusible => null;

    /// <summary>Whether the weights are too large for the caches of a core.</summary>
    public virtual bool StreamsWeights => false;

    /// <summary>The reason why straight-line code is impossible; null if it is possible or not concerned.</summary>
    public virtual string? UnrollExcess => null;

    /// <summary>The operation with its kernels, which depend on where values are stored.</summary>
    public virtual Operation Place(Placement placement) => this;

    /// <summary>This operation with <paramref name="next"/> in its epilogue; null if it cannot absorb it.</summary>
    /// <param name="next">The next operation, the only one that reads the output of this one.</param>
    public virtual Operation? TryAbsorb(Operation next) => null;

    /// <summary>
    /// Describes the work of a layer in this operation, for the plan that users read. The result is null if the operation does not belong
    /// to the layer.
    /// </summary>
    public virtual string? WorkOf(int layer) => layer == Layer ? "separate pass" : null;

    /// <summary>The same operation on renumbered values.</summary>
    public virtual Operation Renumber(Func<int, int> number) => this with
    {
        Inputs = Inputs.Select(number).ToEquatableArray(),
        Output = number(Output),
        Saved = Saved.Select(number).ToEquatableArray(),
        Temporaries = Temporaries.Select(number).ToEquatableArray(),
    };

    /// <summary>Describes the step in one sentence with shapes, for the comment above its code.</summary>
    public string Describe(OperandNames names) =>
        $"Layer {Layer}: {Kind}, {string.Join(" and ", Inputs.Select(names.Shape))} -> {names.Shape(Output)}.";

    public bool Reads(int value) => Inputs.Contains(value);

    /// <summary>Writes the computation over all <c>rows</c> of the batch before the forward step.</summary>
    public virtual void EmitBeforeForward(IndentedWriter writer, OperandNames names)
    {
    }

    /// <summary>Writes the computation over all <c>rows</c> of the batch before the backward step.</summary>
    public virtual void EmitBeforeSourceGradient(IndentedWriter writer, OperandNames names)
    {
    }

    /// <summary>Writes the computation of the values that predictions derive from parameters and buffers.</summary>
    public virtual void EmitDerive(IndentedWriter writer, OperandNames names)
    {
    }

    /// <summary>
    /// Writes the forward step, for one sample or for <c>rows</c> of them. In training the rows begin at row <c>first</c> of the batch.
    /// Rows must not depend on each other: several threads each compute some.
    /// </summary>
    public abstract void EmitForward(IndentedWriter writer, OperandNames names);

    /// <summary>Writes the in-place conversion of the output gradient to the gradient of a value within the operation.</summary>
    public virtual void EmitInnerGradient(IndentedWriter writer, OperandNames names)
    {
    }

    /// <summary>
    /// Writes the backward step for <c>rows</c> of values: the gradient of the source, to <see cref="OperandNames.SourceGradient"/>, from
    /// that of the output.
    /// </summary>
    public abstract void EmitSourceGradient(IndentedWriter writer, OperandNames names);

    /// <summary>Writes the gradient of an input after the source.</summary>
    /// <param name="writer">Receives the code.</param>
    /// <param name="names">Names of the values.</param>
    /// <param name="input">Index among <see cref="Inputs"/>.</param>
    /// <param name="isFirst">Whether the gradient is written; otherwise it is added to what other operations have contributed.</param>
    public virtual void EmitOtherGradient(IndentedWriter writer, OperandNames names, int input, bool isFirst)
    {
    }

    /// <summary>
    /// Writes the parameter gradients over all <c>rows</c>, after all gradients of values: the parts from <c>first</c> to before
    /// <c>end</c>.
    /// </summary>
    /// <param name="writer">Receives the code.</param>
    /// <param name="names">Names of the values.</param>
    /// <param name="firstPart">Number of the first part of this operation.</param>
    public virtual void EmitParameterGradients(IndentedWriter writer, OperandNames names, int firstPart)
    {
        if (names.IsSample)
        {
            EmitGradients(writer, names);
            return;
        }

        using (writer.Block($"if (first <= {firstPart} && end > {firstPart})"))
        {
            EmitGradients(writer, names);
        }
    }

    /// <summary>Writes the parameter gradients over all <c>rows</c>, for an operation of one part.</summary>
    protected virtual void EmitGradients(IndentedWriter writer, OperandNames names)
    {
    }

    /// <summary>Kernels that <see cref="EmitForward"/> calls.</summary>
    public virtual IEnumerable<Kernel> ForwardKernels(bool isSample) => [];

    /// <summary>Kernels that the backward step calls.</summary>
    public virtual IEnumerable<Kernel> BackwardKernels(bool isSample) => [];
}

/// <summary>The code of an operation for one sample, as a part of a fused kernel.</summary>
/// <param name="Kernel">Its kernel.</param>
/// <param name="Instructions">Multiply-adds of 256 bits.</param>
/// <param name="Operands">The operands of the kernel in the order of its parameters, from names and references to values.</param>
internal sealed record FusiblePart(SampleKernel Kernel, long Instructions, Func<OperandNames, Func<int, string>, IEnumerable<string>> Operands);

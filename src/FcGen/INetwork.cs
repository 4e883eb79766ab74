using System.ComponentModel;

namespace FcGen;

/// <summary>
/// Members that the generator adds to a class annotated with <see cref="NetworkAttribute"/>.
/// </summary>
/// <remarks>
/// <para>
/// <see cref="Forward"/>, <see cref="ForwardBatch"/> and <see cref="Classify(ReadOnlySpan{float})"/> allocate nothing and take no lock. They are thread-safe
/// unless a thread writes the parameters. In a network with batch norm, the first prediction after a change computes scale and shift again,
/// and predictions on other threads wait for it.
/// </para>
/// <para>
/// Values between layers are stored on the stack. A network that needs more than 64 KiB for them allocates a buffer per thread, in the
/// first call on that thread (or in <see cref="Prepare"/>). So does a network that needs more than 24 KiB, on a thread with less than 128
/// KiB of free stack. A network with more than 1 MiB of weights in a layer allocates up to 16 MiB, and 128 KiB more for a part of the
/// weights. With a <see cref="MaxDegreeOfParallelism"/> above 1, thread pool threads help with large batches; each of them allocates and
/// keeps the same buffers.
/// </para>
/// <para>
/// The generator implements this interface; hand-written classes should not, because later versions may add members.
/// </para>
/// </remarks>
/// <typeparam name="TSelf">The network class itself.</typeparam>
public interface INetwork<TSelf>
    where TSelf : class, INetwork<TSelf>
{
    private const string CompiledBefore = "The network was compiled with an earlier version of FcGen: build its project again.";

    /// <summary>Number of inputs per sample.</summary>
    static abstract int InputSize { get; }

    /// <summary>Number of outputs per sample.</summary>
    static abstract int OutputSize { get; }

    /// <summary>Number of trainable parameters, without the padding in <see cref="Parameters"/>.</summary>
    static abstract int ParameterCount { get; }

    /// <summary>Length of <see cref="Parameters"/>, and of gradients in the same layout, including padding.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract int ParametersLength { get; }

    /// <summary>Creates a network, for generic code. Equal to the constructor with a seed.</summary>
    /// <param name="seed">Seed of the weights. The same seed gives the same network on every machine.</param>
    static abstract TSelf Create(int seed);

    /// <summary>Compiles kernels now, so that the first call is not slow.</summary>
    /// <param name="what">The calls to prepare for. Default: <see cref="Preparation.Forward"/>.</param>
    /// <remarks>It runs these calls on a second network, which takes as much memory meanwhile.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="what"/> has an undefined flag.</exception>
    static abstract void Prepare(Preparation what = Preparation.Forward);

    /// <summary>
    /// Creates a network with weights from a safetensors file, as written by <see cref="Save(string)"/> or PyTorch. The file must contain
    /// all tensors of the network, in PyTorch's shapes, and no others. Values are F32, or F64, F16 or BF16 rounded to float;
    /// <c>num_batches_tracked</c> of a batch norm may also be I64 or I32.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="IOException">The file cannot be read; <see cref="FileNotFoundException"/> if it does not exist.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, or its tensors do not match the network; the message lists the differences.
    /// </exception>
    static abstract TSelf Load(string path);

    /// <summary>Creates a network with weights from a stream, as <see cref="Load(string)"/> does from a file.</summary>
    /// <param name="stream">The stream, read from its current position to its end, and left open.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="InvalidDataException">
    /// The data is damaged, or its tensors do not match the network; the message lists the differences.
    /// </exception>
    static abstract TSelf Load(Stream stream);

    /// <summary>
    /// Creates a network with weights from a safetensors file, as <see cref="Load(string)"/> does, with other names of tensors or with
    /// allowed differences.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Names and allowed differences.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="IOException">The file cannot be read; <see cref="FileNotFoundException"/> if it does not exist.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, or has differences from the network that are not allowed. The message lists the differences and names the
    /// option that a common prefix needs.
    /// </exception>
    /// <exception cref="NotSupportedException">The network was compiled with an earlier version of FcGen.</exception>
    static virtual TSelf Load(string path, LoadOptions options) => throw new NotSupportedException(CompiledBefore);

    /// <summary>
    /// Creates a network with weights from a stream, as <see cref="Load(string, LoadOptions)"/> does from a file.
    /// </summary>
    /// <param name="stream">The stream, read from its current position to its end, and left open.</param>
    /// <param name="options">Names and allowed differences.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="InvalidDataException">The data is damaged, or has differences from the network that are not allowed.</exception>
    /// <exception cref="NotSupportedException">The network was compiled with an earlier version of FcGen.</exception>
    static virtual TSelf Load(Stream stream, LoadOptions options) => throw new NotSupportedException(CompiledBefore);

    /// <summary>Creates the workspace for <see cref="ForwardTraining"/> and <see cref="Backward"/>.</summary>
    /// <param name="batchSize">Maximum number of samples per call, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is below 1 or needs more than 2^31 - 1 floats.</exception>
    static abstract TrainingWorkspace CreateWorkspace(int batchSize);

    /// <summary>
    /// All trainable parameters in the layout of the kernels: contiguous, 64-byte aligned. Rows are padded to whole vectors. Padding has a
    /// gradient of zero and no influence on any output. <see cref="Tensors"/> has the offset and strides of each tensor. The span is a
    /// view: it shows later changes. Reading it has no effect on the network. <see cref="Edit"/> gives write access.
    /// </summary>
    ReadOnlySpan<float> Parameters { get; }

    /// <summary>
    /// Values that the network stores without training them, in the layout of the <see cref="Tensors"/> of kind
    /// <see cref="TensorKind.Buffer"/>: the running statistics of batch norm. Empty without batch norm. The span is a view, like
    /// <see cref="Parameters"/>.
    /// </summary>
    ReadOnlySpan<float> Buffers { get; }

    /// <summary>
    /// Gives write access to <see cref="Parameters"/> and <see cref="Buffers"/> until the result is disposed:
    /// <c>using NetworkEdit&lt;TSelf&gt; edit = network.Edit();</c>
    /// </summary>
    NetworkEdit<TSelf> Edit();

    /// <summary>Copies the parameters and buffers of another network of this class.</summary>
    /// <param name="other">The network to copy; this network itself is allowed.</param>
    /// <exception cref="ArgumentNullException"><paramref name="other"/> is null.</exception>
    void CopyFrom(TSelf other);

    /// <summary>
    /// The parameters (<see cref="ParametersLength"/>), then the buffers, for reading and writing. After writing, call
    /// <see cref="OnStateChanged"/>. Used by <see cref="NetworkEdit{TNetwork}"/> and trainers.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    Span<float> MutableState { get; }

    /// <summary>
    /// Marks values derived from parameters and buffers (scale and shift of batch norm) as out of date. Call it after parameters or buffers
    /// have changed. Used by <see cref="NetworkEdit{TNetwork}"/> and trainers.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    void OnStateChanged();

    /// <summary>Advances the state of a stream by the steps of one sample. Used by trainers.</summary>
    /// <param name="input">[InputSize]: a sequence.</param>
    /// <param name="state">A state of this network class.</param>
    /// <exception cref="NotSupportedException">The network does not run step by step.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    void AdvanceStream(ReadOnlySpan<float> input, StreamState state) =>
        throw new NotSupportedException($"{typeof(TSelf).Name} does not run step by step.");

    /// <summary>
    /// Maximum number of threads of a call of <see cref="ForwardBatch"/>, including the calling thread, as in
    /// <see cref="ParallelOptions.MaxDegreeOfParallelism"/>. -1 is the number of processors (<see cref="Environment.ProcessorCount"/>),
    /// which is never exceeded. Small batches run on one thread. A single sample uses several threads if it is an image and a convolution has at least
    /// 500,000 multiply-adds. Outputs are the same to the last bit for any number of threads. Training
    /// has a separate setting (<see cref="Trainer{TNetwork}.MaxDegreeOfParallelism"/>). Default: 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is 0 or below -1.</exception>
    int MaxDegreeOfParallelism { get; set; }

    /// <summary>Name, shape, kind and position of every tensor, in the order of the layers.</summary>
    IReadOnlyList<TensorInfo> Tensors { get; }

    /// <summary>Computes the output of one sample.</summary>
    /// <param name="input"><see cref="InputSize"/> values.</param>
    /// <param name="output">
    /// Receives <see cref="OutputSize"/> values; the same span as <paramref name="input"/> or disjoint from it. It must not overlap
    /// <see cref="Parameters"/> or <see cref="Buffers"/>. This is not checked, because the check would slow a small network down by 2%;
    /// <see cref="ForwardBatch"/> does check it.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A span has another length, or the spans overlap without being identical.
    /// </exception>
    void Forward(ReadOnlySpan<float> input, Span<float> output);

    /// <summary>Computes the output of one sample as <see cref="Forward"/> does, into a new array.</summary>
    /// <param name="input"><see cref="InputSize"/> values.</param>
    /// <returns><see cref="OutputSize"/> values.</returns>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    float[] Predict(ReadOnlySpan<float> input);

    /// <summary>Computes the outputs of a batch, <c>inputs.Length / InputSize</c> samples, row after row.</summary>
    /// <param name="inputs">[samples, <see cref="InputSize"/>].</param>
    /// <param name="outputs">
    /// Receives [samples, <see cref="OutputSize"/>]; the same span as <paramref name="inputs"/> or disjoint from it, and disjoint from
    /// <see cref="Parameters"/> and <see cref="Buffers"/>.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The lengths are not multiples of the sizes, the numbers of samples differ, the spans overlap without being identical, or the outputs
    /// overlap parameters or buffers.
    /// </exception>
    void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>
    /// Predicts the class of one sample. With several outputs, this is the index of the largest output, the first if several are equal. NaN
    /// counts as larger than any number, as in <c>torch.argmax</c>. With one output it is 1 if a probability (the output of a sigmoid, hard
    /// sigmoid or softmax) is above 0.5, or if any other output, such as a logit, is above 0; otherwise 0, also for NaN. Metrics count a
    /// sample with NaN among its outputs as wrong (<see cref="ClassificationMetric"/>). For an output that is not a vector, the generated
    /// method cannot be called: its use is a compile error.
    /// </summary>
    /// <param name="input"><see cref="InputSize"/> values.</param>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    /// <exception cref="InvalidOperationException">The output is a sequence, a signal or an image.</exception>
    int Classify(ReadOnlySpan<float> input);

    /// <summary>
    /// Computes the output of a hidden layer for a batch, as <see cref="ForwardBatch"/> does for the last layer: without dropout, with
    /// running statistics. The layers after it are not computed.
    /// </summary>
    /// <param name="layer">Name of a layer that <see cref="NetworkAttribute.HiddenOutputs"/> lists.</param>
    /// <param name="inputs">[samples, <see cref="InputSize"/>].</param>
    /// <param name="values">
    /// Receives [samples, size of the layer's output], in the order of its shape; the same span as <paramref name="inputs"/> or disjoint
    /// from it, and disjoint from <see cref="Parameters"/> and <see cref="Buffers"/>.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The layer is not listed, the lengths are not multiples of the sizes, the numbers of samples differ, or spans overlap.
    /// </exception>
    /// <exception cref="NotSupportedException">The network was compiled with an earlier version of FcGen.</exception>
    void ForwardTo(string layer, ReadOnlySpan<float> inputs, Span<float> values) => throw new NotSupportedException(CompiledBefore);

    /// <summary>
    /// Computes the output of one sample as <see cref="Forward"/> does, and the class that it predicts, as
    /// <see cref="Classify(ReadOnlySpan{float})"/> does, in one call.
    /// </summary>
    /// <param name="input"><see cref="InputSize"/> values.</param>
    /// <param name="output">Receives <see cref="OutputSize"/> values; the same span as the input or disjoint from it.</param>
    /// <returns>Index of the predicted class.</returns>
    /// <exception cref="ArgumentException">A span has another length, or the spans overlap without being identical.</exception>
    /// <exception cref="InvalidOperationException">The output is a sequence, a signal or an image.</exception>
    /// <exception cref="NotSupportedException">The network was compiled with an earlier version of FcGen.</exception>
    int Classify(ReadOnlySpan<float> input, Span<float> output) => throw new NotSupportedException(CompiledBefore);

    /// <summary>
    /// Computes the probabilities of the classes for one sample. Several logits are passed through a softmax, one logit through a sigmoid,
    /// which gives the probability of class 1. Probabilities (after a softmax or sigmoid layer) are returned as they are, and
    /// log-probabilities are exponentiated. All other outputs count as logits, as in <see cref="Classify(ReadOnlySpan{float})"/>. For an output
    /// that is not a vector, the generated method cannot be called: its use is a compile error.
    /// </summary>
    /// <param name="input"><see cref="InputSize"/> values.</param>
    /// <param name="probabilities">
    /// Receives <see cref="OutputSize"/> values; the same span as the input or disjoint from it. With several outputs they sum to 1, unless
    /// the last layer is a sigmoid.
    /// </param>
    /// <remarks>
    /// Several logits can also belong to independent labels, if the loss is <see cref="BinaryCrossEntropyWithLogits"/>. Then use
    /// <see cref="Forward"/> and <see cref="Probabilities.Sigmoid"/>.
    /// </remarks>
    /// <exception cref="ArgumentException">A span has another length, or the spans overlap without being identical.</exception>
    /// <exception cref="InvalidOperationException">The output is a sequence, a signal or an image.</exception>
    /// <exception cref="NotSupportedException">The network was compiled with an earlier version of FcGen.</exception>
    void PredictProbabilities(ReadOnlySpan<float> input, Span<float> probabilities) => throw new NotSupportedException(CompiledBefore);

    /// <summary>Computes the probabilities of the classes for one sample into a new array.</summary>
    /// <param name="input"><see cref="InputSize"/> values.</param>
    /// <returns><see cref="OutputSize"/> values.</returns>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    /// <exception cref="InvalidOperationException">The output is a sequence, a signal or an image.</exception>
    /// <exception cref="NotSupportedException">The network was compiled with an earlier version of FcGen.</exception>
    float[] PredictProbabilities(ReadOnlySpan<float> input)
    {
        var probabilities = new float[TSelf.OutputSize];
        PredictProbabilities(input, probabilities);
        return probabilities;
    }

    /// <summary>Copies a tensor in PyTorch's layout (row-major, weights <c>[outputs, inputs]</c>).</summary>
    /// <param name="name">Name as in <see cref="Tensors"/>, for example <c>0.weight</c>.</param>
    /// <param name="destination">Receives the values; must have the length of the tensor.</param>
    /// <exception cref="ArgumentException">
    /// No tensor has this name, or the span has another length or overlaps the memory of the tensor.
    /// </exception>
    void GetTensor(string name, Span<float> destination);

    /// <summary>Copies a tensor in PyTorch's layout (row-major, weights <c>[outputs, inputs]</c>) into a new array.</summary>
    /// <param name="name">Name as in <see cref="Tensors"/>, for example <c>0.weight</c>.</param>
    /// <exception cref="ArgumentException">No tensor has this name.</exception>
    float[] GetTensor(string name);

    /// <summary>Sets a tensor from values in PyTorch's layout (row-major, weights <c>[outputs, inputs]</c>).</summary>
    /// <param name="name">Name as in <see cref="Tensors"/>, for example <c>0.weight</c>.</param>
    /// <param name="values">The values; must have the length of the tensor.</param>
    /// <exception cref="ArgumentException">
    /// No tensor has this name, the span has another length or overlaps the memory of the tensor, or a value is invalid for the tensor: a
    /// <c>running_var</c> below 0 or NaN, or a <c>num_batches_tracked</c> that is not a whole number of at least 0. The tensor is
    /// unchanged.
    /// </exception>
    void SetTensor(string name, ReadOnlySpan<float> values);

    /// <summary>
    /// Writes all tensors to a safetensors file: F32 with PyTorch's names and layout, and <c>num_batches_tracked</c> of a batch norm as
    /// I64. No thread may write the parameters meanwhile.
    /// </summary>
    /// <param name="path">
    /// The file. After a failure, a crash or a power failure it has the old content or the new content, never a part.
    /// </param>
    /// <remarks>
    /// The content is written to a temporary file in the same folder, flushed to disk and then renamed. If the process is killed meanwhile,
    /// the next call for the path deletes the temporary file, whose name is like <c>.digits.safetensors.fcgen-1234-5f3a9c1e.tmp</c>. A
    /// replaced file keeps its permissions, its owner and the symbolic links to it; other hard links keep the old content. On Linux a FIFO,
    /// a character device such as /dev/null and a descriptor such as /dev/stdout receive the bytes directly and are never replaced.
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="UnauthorizedAccessException">
    /// The file is read-only, its owner cannot be preserved, or the process may not write to its folder.
    /// </exception>
    /// <exception cref="IOException">
    /// The file cannot be written, or the path is a folder, a socket or a block device; <see cref="DirectoryNotFoundException"/> if the
    /// folder does not exist.
    /// </exception>
    void Save(string path);

    /// <summary>Writes all tensors to a stream, as <see cref="Save(string)"/> does to a file.</summary>
    /// <param name="stream">The stream, written from its current position, and left open.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    void Save(Stream stream);

    /// <summary>
    /// Forward pass of training: like <see cref="ForwardBatch"/>, but with active dropout and with batch statistics in batch norm. Values
    /// that <see cref="Backward"/> needs are saved in <paramref name="workspace"/>. Batch norm updates its running statistics
    /// (<see cref="Buffers"/>): with batch norm, run one such pass at a time, and no prediction meanwhile.
    /// </summary>
    /// <param name="inputs">
    /// [samples, <see cref="InputSize"/>], at most <see cref="TrainingWorkspace.BatchSize"/> samples; disjoint from <see cref="Buffers"/>.
    /// </param>
    /// <param name="outputs">
    /// Receives [samples, <see cref="OutputSize"/>]; disjoint from <paramref name="inputs"/>, <see cref="Parameters"/> and <see cref="Buffers"/>.
    /// </param>
    /// <param name="workspace">Memory from <see cref="CreateWorkspace"/>; not thread-safe.</param>
    /// <exception cref="ArgumentException">
    /// A length does not match, spans overlap, the workspace belongs to another network, or the batch is larger than the workspace or, with
    /// batch norm, smaller than 2 samples. Nothing is changed.
    /// </exception>
    /// <exception cref="InvalidOperationException">Another thread uses the workspace. Nothing is changed.</exception>
    void ForwardTraining(ReadOnlySpan<float> inputs, Span<float> outputs, TrainingWorkspace workspace);

    /// <summary>
    /// Backward pass of the last batch of <see cref="ForwardTraining"/>: computes the gradient with respect to the parameters and, if
    /// requested, the inputs from the gradient with respect to the outputs.
    /// </summary>
    /// <param name="inputs">The inputs that were passed to <see cref="ForwardTraining"/>.</param>
    /// <param name="outputGradients">[samples, <see cref="OutputSize"/>].</param>
    /// <param name="workspace">The workspace of the forward pass.</param>
    /// <param name="parameterGradients">
    /// Overwritten with the gradients, in the layout and length of <see cref="Parameters"/>. Disjoint from the other spans, from
    /// <see cref="Parameters"/> and from <see cref="Buffers"/>.
    /// </param>
    /// <param name="inputGradients">
    /// Empty, or receives [samples, <see cref="InputSize"/>]. Disjoint from the other spans, from <see cref="Parameters"/> and from
    /// <see cref="Buffers"/>. Default: empty, which skips this computation.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A length does not match the forward pass, or a span that is written overlaps another span. Nothing is written.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// No forward pass has been run in this workspace, or another thread uses it. Nothing is written.
    /// </exception>
    void Backward(
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<float> outputGradients,
        TrainingWorkspace workspace,
        Span<float> parameterGradients,
        Span<float> inputGradients = default);
}

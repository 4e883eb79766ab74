using System.ComponentModel;

namespace FcGen;

/// <summary>
/// What the generator adds to a class annotated with <see cref="NetworkAttribute"/>.
/// </summary>
/// <remarks>
/// <see cref="Forward"/>, <see cref="ForwardBatch"/> and <see cref="Classify"/> allocate nothing, take no lock and may be called
/// from many threads on one instance as long as nobody writes the parameters. In a network with batch norm, the first prediction after a
/// change computes scale and shift again; predictions on other threads wait for that. Values between layers are kept on the stack. A
/// network that needs more than 64 KiB for them takes a buffer once for each thread, in the first call on it (or in <see cref="Prepare"/>).
/// So does one that needs more than 24 KiB, on a thread whose stack has less than 128 KiB left.
/// A network with more than 1 MiB of weights in a layer takes up to 16 MiB so, and 128 KiB more for a part of the weights.
/// With a <see cref="MaxDegreeOfParallelism"/> above 1 threads of the pool help with large batches; each of them takes as much and keeps it.
/// The generator implements this interface; hand-written classes should not, because later versions may add members.
/// </remarks>
/// <typeparam name="TSelf">The network class itself.</typeparam>
public interface INetwork<TSelf>
    where TSelf : class, INetwork<TSelf>
{
    /// <summary>Number of values in one input sample.</summary>
    static abstract int InputSize { get; }

    /// <summary>Number of values in one output.</summary>
    static abstract int OutputSize { get; }

    /// <summary>Number of trainable numbers; padding in <see cref="Parameters"/> is not counted.</summary>
    static abstract int ParameterCount { get; }

    /// <summary>Length of <see cref="Parameters"/> and of everything in the same layout, such as gradients: padding is counted.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract int ParametersLength { get; }

    /// <summary>Creates a network, for generic code. Equal to the constructor with a seed.</summary>
    /// <param name="seed">Seed of the weights. The same seed gives the same network on every machine.</param>
    static abstract TSelf Create(int seed);

    /// <summary>Compiles kernels now, so that the first call is not slow.</summary>
    /// <param name="what">The calls to prepare for. Default: <see cref="Preparation.Forward"/>.</param>
    /// <remarks>It runs these calls on a second network, which takes as much memory meanwhile.</remarks>
    static abstract void Prepare(Preparation what = Preparation.Forward);

    /// <summary>
    /// Creates the network with the tensors of a file in the safetensors format, such as <see cref="Save(string)"/> or PyTorch writes:
    /// every tensor must be there, in PyTorch's shape, and no other. Numbers are F32, or F64, F16 or BF16 rounded to float; the number of
    /// batches that a batch norm has seen may be I64 or I32, too.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="IOException">The file cannot be read; <see cref="FileNotFoundException"/> if it does not exist.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or its tensors are not those of the network; the message tells all differences.</exception>
    static abstract TSelf Load(string path);

    /// <summary>Creates the network as <see cref="Load(string)"/> does, from a stream.</summary>
    /// <param name="stream">Read from its present position to its end, and left open.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="InvalidDataException">The data is damaged, or its tensors are not those of the network; the message tells all differences.</exception>
    static abstract TSelf Load(Stream stream);

    /// <summary>Creates the memory that <see cref="ForwardTraining"/> and <see cref="Backward"/> work in.</summary>
    /// <param name="batchSize">Largest number of samples in one call, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is below 1 or needs more than 2^31 - 1 floats.</exception>
    static abstract TrainingWorkspace CreateWorkspace(int batchSize);

    /// <summary>
    /// All trainable numbers in the layout of the kernels: contiguous, 64-byte aligned. Rows are padded to whole vectors. Padding has a
    /// gradient of zero and no influence on any output. <see cref="Tensors"/> has the offset and strides of each tensor. The span is a view:
    /// it shows later changes. Reading it has no effect on the network. <see cref="Edit"/> gives write access.
    /// </summary>
    ReadOnlySpan<float> Parameters { get; }

    /// <summary>
    /// The numbers that the network stores without training them, in the layout of the <see cref="Tensors"/> of kind
    /// <see cref="TensorKind.Buffer"/>: the running statistics of batch norm. Empty without batch norm. The span is a view, as
    /// <see cref="Parameters"/> is.
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
    /// Parameters or buffers have changed: marks the numbers derived from them (scale and shift of batch norm) as out of date. Used by
    /// <see cref="NetworkEdit{TNetwork}"/> and trainers.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    void OnStateChanged();

    /// <summary>
    /// Most threads that one call of <see cref="ForwardBatch"/> uses, the calling one included; -1 for as many as there are processors,
    /// as in <see cref="ParallelOptions.MaxDegreeOfParallelism"/>. More than there are processors
    /// (<see cref="Environment.ProcessorCount"/>) are never used. Batches that are too small for several threads stay on one, and the
    /// outputs are the same to the last bit for any number. Training has a setting of its own
    /// (<see cref="Trainer{TNetwork}.MaxDegreeOfParallelism"/>). Default: 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is 0 or below -1.</exception>
    int MaxDegreeOfParallelism { get; set; }

    /// <summary>Name, shape, kind and place of every tensor, in the order of the layers.</summary>
    IReadOnlyList<TensorInfo> Tensors { get; }

    /// <summary>Computes the output of one sample.</summary>
    /// <param name="input"><see cref="InputSize"/> values.</param>
    /// <param name="output">
    /// Receives <see cref="OutputSize"/> values; the same span as <paramref name="input"/> or disjoint from it. It must not overlap
    /// <see cref="Parameters"/> or <see cref="Buffers"/>. That is not checked, because a small network would become slower by 2%;
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
    /// The lengths are not those of a whole, equal number of samples, the spans overlap without being identical, or the outputs overlap
    /// parameters or buffers.
    /// </exception>
    void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>
    /// Predicts the class of one sample. With several outputs: the index of the largest; of equal ones the first, and NaN counts as larger
    /// than any number, as in <c>torch.argmax</c>. With one output: 1 if a probability (the output of a sigmoid, hard sigmoid or softmax)
    /// is above 0.5, or if any other output, such as a logit, is above 0; otherwise 0, as for NaN. Metrics count a sample with NaN among its
    /// outputs as wrong (<see cref="ClassificationMetric"/>).
    /// </summary>
    /// <param name="input"><see cref="InputSize"/> values.</param>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    int Classify(ReadOnlySpan<float> input);

    /// <summary>Copies a tensor in PyTorch's layout (row-major, weights <c>[outputs, inputs]</c>).</summary>
    /// <param name="name">Name as in <see cref="Tensors"/>, for example <c>0.weight</c>.</param>
    /// <param name="destination">Receives the values; its length is that of the tensor.</param>
    /// <exception cref="ArgumentException">No tensor has that name, or the span has another length or overlaps the tensor's own memory.</exception>
    void GetTensor(string name, Span<float> destination);

    /// <summary>Copies a tensor in PyTorch's layout (row-major, weights <c>[outputs, inputs]</c>) into a new array.</summary>
    /// <param name="name">Name as in <see cref="Tensors"/>, for example <c>0.weight</c>.</param>
    /// <exception cref="ArgumentException">No tensor has that name.</exception>
    float[] GetTensor(string name);

    /// <summary>Sets a tensor from values in PyTorch's layout (row-major, weights <c>[outputs, inputs]</c>).</summary>
    /// <param name="name">Name as in <see cref="Tensors"/>, for example <c>0.weight</c>.</param>
    /// <param name="values">The values; their number is that of the tensor.</param>
    /// <exception cref="ArgumentException">
    /// No tensor has that name, the span has another length or overlaps the tensor's own memory, or a value is one that the tensor cannot
    /// have: a <c>running_var</c> below 0 or NaN, a <c>num_batches_tracked</c> that is no whole number of at least 0. The tensor is unchanged.
    /// </exception>
    void SetTensor(string name, ReadOnlySpan<float> values);

    /// <summary>
    /// Writes every tensor to a file in the safetensors format: F32 in PyTorch's names and layout, the number of batches that a batch
    /// norm has seen as I64. Nobody may write the parameters meanwhile.
    /// </summary>
    /// <param name="path">The file. A failure, a crash or a loss of power leaves the old content or the new one, never a part.</param>
    /// <remarks>
    /// The content is written to a temporary file in the same folder, flushed to disk and then renamed. If the process is killed meanwhile,
    /// the next call for the path deletes that file; its name is like <c>.digits.safetensors.fcgen-1234-5f3a9c1e.tmp</c>. A file that is
    /// replaced keeps its permissions, its owner and the symbolic links to it; other hard links keep the old content. On Linux a FIFO, a
    /// character device such as /dev/null and a descriptor such as /dev/stdout receive the bytes directly and are never replaced.
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="UnauthorizedAccessException">
    /// The file is read-only, its owner cannot be kept, or writing to its folder is not allowed.
    /// </exception>
    /// <exception cref="IOException">
    /// The file cannot be written, or the path names a folder, a socket or a block device; <see cref="DirectoryNotFoundException"/> if the
    /// folder does not exist.
    /// </exception>
    void Save(string path);

    /// <summary>Writes every tensor as <see cref="Save(string)"/> does, to a stream.</summary>
    /// <param name="stream">Written from its present position on, and left open.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    void Save(Stream stream);

    /// <summary>
    /// Forward pass of training: like <see cref="ForwardBatch"/>, with dropout active, with the statistics of the batch in batch norm, and
    /// with every value kept in <paramref name="workspace"/> that <see cref="Backward"/> needs. Batch norm updates its running statistics
    /// (<see cref="Buffers"/>): a network with it does one such pass at a time, and no prediction meanwhile.
    /// </summary>
    /// <param name="inputs">
    /// [samples, <see cref="InputSize"/>], at most <see cref="TrainingWorkspace.BatchSize"/> samples; disjoint from <see cref="Buffers"/>.
    /// </param>
    /// <param name="outputs">
    /// Receives [samples, <see cref="OutputSize"/>]; disjoint from <paramref name="inputs"/>, <see cref="Parameters"/> and <see cref="Buffers"/>.
    /// </param>
    /// <param name="workspace">Memory made by <see cref="CreateWorkspace"/>; one thread uses it at a time.</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, spans overlap, the batch is larger than the workspace or, for a network with batch norm, smaller than 2
    /// samples, or the workspace is of another network. Nothing has changed.
    /// </exception>
    /// <exception cref="InvalidOperationException">Another thread uses the workspace. Nothing has changed.</exception>
    void ForwardTraining(ReadOnlySpan<float> inputs, Span<float> outputs, TrainingWorkspace workspace);

    /// <summary>
    /// Backward pass for the batch that <see cref="ForwardTraining"/> saw last: from the gradient of a loss with respect to
    /// the outputs to its gradient with respect to the parameters and, when asked, the inputs.
    /// </summary>
    /// <param name="inputs">The same samples that <see cref="ForwardTraining"/> was given.</param>
    /// <param name="outputGradients">[samples, <see cref="OutputSize"/>].</param>
    /// <param name="workspace">The workspace of the forward pass.</param>
    /// <param name="parameterGradients">
    /// Overwritten with the gradients, in the layout and length of <see cref="Parameters"/>. Disjoint from the other spans, from
    /// <see cref="Parameters"/> and from <see cref="Buffers"/>.
    /// </param>
    /// <param name="inputGradients">
    /// Empty, or receives [samples, <see cref="InputSize"/>]. Disjoint from the other spans, from <see cref="Parameters"/> and from
    /// <see cref="Buffers"/>. Default: empty, and that work is skipped.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A length does not fit that of the forward pass, or a span that is written overlaps another one. Nothing has been written.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// No forward pass has been run in this workspace, or another thread uses it. Nothing has been written.
    /// </exception>
    void Backward(
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<float> outputGradients,
        TrainingWorkspace workspace,
        Span<float> parameterGradients,
        Span<float> inputGradients = default);
}

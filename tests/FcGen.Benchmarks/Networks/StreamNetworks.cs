namespace FcGen.Benchmarks;

[Network(Training = false)]
[Sequence(50, 1)]
[LSTM(8), Dense(1)]
internal sealed partial class Lstm8
{
    public readonly struct Calls(Lstm8 network, Lstm8.State state) : IStreamCalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

        public void Step(ReadOnlySpan<float> features, Span<float> output) => network.Step(features, output, state);

        public void Steps(ReadOnlySpan<float> features, Span<float> outputs) => network.Steps(features, outputs, state);
    }
}

[Network(Training = false)]
[Sequence(50, 1)]
[LSTM(16), Dense(1)]
internal sealed partial class Lstm16
{
    public readonly struct Calls(Lstm16 network, Lstm16.State state) : IStreamCalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

        public void Step(ReadOnlySpan<float> features, Span<float> output) => network.Step(features, output, state);

        public void Steps(ReadOnlySpan<float> features, Span<float> outputs) => network.Steps(features, outputs, state);
    }
}

[Network(Training = false)]
[Sequence(50, 1)]
[LSTM(20), Dense(1)]
internal sealed partial class Lstm20
{
    public readonly struct Calls(Lstm20 network, Lstm20.State state) : IStreamCalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

        public void Step(ReadOnlySpan<float> features, Span<float> output) => network.Step(features, output, state);

        public void Steps(ReadOnlySpan<float> features, Span<float> outputs) => network.Steps(features, outputs, state);
    }
}

[Network(Training = false)]
[Sequence(50, 1)]
[LSTM(32), Dense(1)]
internal sealed partial class Lstm32
{
    public readonly struct Calls(Lstm32 network, Lstm32.State state) : IStreamCalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

        public void Step(ReadOnlySpan<float> features, Span<float> output) => network.Step(features, output, state);

        public void Steps(ReadOnlySpan<float> features, Span<float> outputs) => network.Steps(features, outputs, state);
    }
}

[Network(Training = false)]
[Sequence(50, 1)]
[LSTM(40), Dense(1)]
internal sealed partial class Lstm40
{
    public readonly struct Calls(Lstm40 network, Lstm40.State state) : IStreamCalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

        public void Step(ReadOnlySpan<float> features, Span<float> output) => network.Step(features, output, state);

        public void Steps(ReadOnlySpan<float> features, Span<float> outputs) => network.Steps(features, outputs, state);
    }
}

[Network(Training = false)]
[Sequence(50, 1)]
[LSTM(64), Dense(1)]
internal sealed partial class Lstm64
{
    public readonly struct Calls(Lstm64 network, Lstm64.State state) : IStreamCalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

        public void Step(ReadOnlySpan<float> features, Span<float> output) => network.Step(features, output, state);

        public void Steps(ReadOnlySpan<float> features, Span<float> outputs) => network.Steps(features, outputs, state);
    }
}

[Network(Training = false)]
[Sequence(50, 1)]
[LSTM(128), Dense(1)]
internal sealed partial class Lstm128
{
    public readonly struct Calls(Lstm128 network, Lstm128.State state) : IStreamCalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

        public void Step(ReadOnlySpan<float> features, Span<float> output) => network.Step(features, output, state);

        public void Steps(ReadOnlySpan<float> features, Span<float> outputs) => network.Steps(features, outputs, state);
    }
}

[Network(Training = false)]
[Sequence(50, 1)]
[LSTM(128, Layers = 2), Dense(1)]
internal sealed partial class Lstm2x128
{
    public readonly struct Calls(Lstm2x128 network, Lstm2x128.State state) : IStreamCalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

        public void Step(ReadOnlySpan<float> features, Span<float> output) => network.Step(features, output, state);

        public void Steps(ReadOnlySpan<float> features, Span<float> outputs) => network.Steps(features, outputs, state);
    }
}

[Network(Training = false)]
[Sequence(50, 1)]
[GRU(8), Dense(1)]
internal sealed partial class Gru8
{
    public readonly struct Calls(Gru8 network, Gru8.State state) : IStreamCalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

        public void Step(ReadOnlySpan<float> features, Span<float> output) => network.Step(features, output, state);

        public void Steps(ReadOnlySpan<float> features, Span<float> outputs) => network.Steps(features, outputs, state);
    }
}

[Network(Training = false)]
[Sequence(50, 1)]
[GRU(16), Dense(1)]
internal sealed partial class Gru16
{
    public readonly struct Calls(Gru16 network, Gru16.State state) : IStreamCalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

        public void Step(ReadOnlySpan<float> features, Span<float> output) => network.Step(features, output, state);

        public void Steps(ReadOnlySpan<float> features, Span<float> outputs) => network.Steps(features, outputs, state);
    }
}

[Network(Training = false)]
[Sequence(50, 1)]
[GRU(20), Dense(1)]
internal sealed partial class Gru20
{
    public readonly struct Calls(Gru20 network, Gru20.State state) : IStreamCalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

        public void Step(ReadOnlySpan<float> features, Span<float> output) => network.Step(features, output, state);

        public void Steps(ReadOnlySpan<float> features, Span<float> outputs) => network.Steps(features, outputs, state);
    }
}

[Network(Training = false)]
[Sequence(50, 1)]
[GRU(32), Dense(1)]
internal sealed partial class Gru32
{
    public readonly struct Calls(Gru32 network, Gru32.State state) : IStreamCalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

        public void Step(ReadOnlySpan<float> features, Span<float> output) => network.Step(features, output, state);

        public void Steps(ReadOnlySpan<float> features, Span<float> outputs) => network.Steps(features, outputs, state);
    }
}

[Network(Training = false)]
[Sequence(50, 1)]
[GRU(40), Dense(1)]
internal sealed partial class Gru40
{
    public readonly struct Calls(Gru40 network, Gru40.State state) : IStreamCalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

        public void Step(ReadOnlySpan<float> features, Span<float> output) => network.Step(features, output, state);

        public void Steps(ReadOnlySpan<float> features, Span<float> outputs) => network.Steps(features, outputs, state);
    }
}

[Network(Training = false)]
[Sequence(50, 1)]
[GRU(64), Dense(1)]
internal sealed partial class Gru64
{
    public readonly struct Calls(Gru64 network, Gru64.State state) : IStreamCalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

        public void Step(ReadOnlySpan<float> features, Span<float> output) => network.Step(features, output, state);

        public void Steps(ReadOnlySpan<float> features, Span<float> outputs) => network.Steps(features, outputs, state);
    }
}

[Network(Training = false)]
[Sequence(50, 1)]
[GRU(128), Dense(1)]
internal sealed partial class Gru128
{
    public readonly struct Calls(Gru128 network, Gru128.State state) : IStreamCalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

        public void Step(ReadOnlySpan<float> features, Span<float> output) => network.Step(features, output, state);

        public void Steps(ReadOnlySpan<float> features, Span<float> outputs) => network.Steps(features, outputs, state);
    }
}

[Network(Training = false)]
[Sequence(64, 1)]
[Dense(8), Tanh]
[Conv1d(8, 3, Causal = true, Dilation = 1), Tanh]
[Conv1d(8, 3, Causal = true, Dilation = 2), Tanh]
[Conv1d(8, 3, Causal = true, Dilation = 4), Tanh]
[Conv1d(8, 3, Causal = true, Dilation = 8), Tanh]
[Dense(1)]
internal sealed partial class Causal8
{
    public readonly struct Calls(Causal8 network, Causal8.State state) : IStreamCalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

        public void Step(ReadOnlySpan<float> features, Span<float> output) => network.Step(features, output, state);

        public void Steps(ReadOnlySpan<float> features, Span<float> outputs) => network.Steps(features, outputs, state);
    }
}

[Network(Training = false)]
[Sequence(64, 1)]
[Dense(16), Tanh]
[Conv1d(16, 3, Causal = true, Dilation = 1), Tanh]
[Conv1d(16, 3, Causal = true, Dilation = 2), Tanh]
[Conv1d(16, 3, Causal = true, Dilation = 4), Tanh]
[Conv1d(16, 3, Causal = true, Dilation = 8), Tanh]
[Dense(1)]
internal sealed partial class Causal16
{
    public readonly struct Calls(Causal16 network, Causal16.State state) : IStreamCalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

        public void Step(ReadOnlySpan<float> features, Span<float> output) => network.Step(features, output, state);

        public void Steps(ReadOnlySpan<float> features, Span<float> outputs) => network.Steps(features, outputs, state);
    }
}

[Network(Training = false)]
[Sequence(64, 1)]
[Dense(32), Tanh]
[Conv1d(32, 3, Causal = true, Dilation = 1), Tanh]
[Conv1d(32, 3, Causal = true, Dilation = 2), Tanh]
[Conv1d(32, 3, Causal = true, Dilation = 4), Tanh]
[Conv1d(32, 3, Causal = true, Dilation = 8), Tanh]
[Dense(1)]
internal sealed partial class Causal32
{
    public readonly struct Calls(Causal32 network, Causal32.State state) : IStreamCalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

        public void Step(ReadOnlySpan<float> features, Span<float> output) => network.Step(features, output, state);

        public void Steps(ReadOnlySpan<float> features, Span<float> outputs) => network.Steps(features, outputs, state);
    }
}

[Network(Training = false)]
[Sequence(64, 1)]
[Dense(8, Name = "a0")]
[Conv1d(8, 15, Causal = true, Dilation = 1), LeakyReLU, Add("a0", Name = "a1")]
[Conv1d(8, 6, Causal = true, Dilation = 2), LeakyReLU, Add("a1", Name = "a2")]
[Conv1d(8, 6, Causal = true, Dilation = 4), LeakyReLU, Add("a2", Name = "a3")]
[Conv1d(8, 6, Causal = true, Dilation = 8), LeakyReLU, Add("a3", Name = "a4")]
[Conv1d(8, 6, Causal = true, Dilation = 16), LeakyReLU, Add("a4", Name = "a5")]
[Conv1d(8, 15, Causal = true, Dilation = 32), LeakyReLU, Add("a5", Name = "a6")]
[Conv1d(8, 6, Causal = true, Dilation = 64), LeakyReLU, Add("a6", Name = "a7")]
[Conv1d(8, 6, Causal = true, Dilation = 128), LeakyReLU, Add("a7", Name = "a8")]
[Conv1d(8, 6, Causal = true, Dilation = 1), LeakyReLU, Add("a8", Name = "a9")]
[Conv1d(8, 6, Causal = true, Dilation = 2), LeakyReLU, Add("a9", Name = "a10")]
[Conv1d(8, 15, Causal = true, Dilation = 4), LeakyReLU, Add("a10", Name = "a11")]
[Conv1d(8, 6, Causal = true, Dilation = 8), LeakyReLU, Add("a11", Name = "a12")]
[Conv1d(8, 6, Causal = true, Dilation = 16), LeakyReLU, Add("a12", Name = "a13")]
[Conv1d(8, 6, Causal = true, Dilation = 32), LeakyReLU, Add("a13", Name = "a14")]
[Conv1d(8, 6, Causal = true, Dilation = 64), LeakyReLU, Add("a14", Name = "a15")]
[Conv1d(8, 15, Causal = true, Dilation = 128), LeakyReLU, Add("a15", Name = "a16")]
[Conv1d(8, 6, Causal = true, Dilation = 1), LeakyReLU, Add("a16", Name = "a17")]
[Conv1d(8, 6, Causal = true, Dilation = 2), LeakyReLU, Add("a17", Name = "a18")]
[Conv1d(8, 6, Causal = true, Dilation = 4), LeakyReLU, Add("a18", Name = "a19")]
[Conv1d(8, 6, Causal = true, Dilation = 8), LeakyReLU, Add("a19", Name = "a20")]
[Conv1d(8, 15, Causal = true, Dilation = 16), LeakyReLU, Add("a20", Name = "a21")]
[Conv1d(8, 6, Causal = true, Dilation = 32), LeakyReLU, Add("a21", Name = "a22")]
[Conv1d(8, 6, Causal = true, Dilation = 64), LeakyReLU, Add("a22", Name = "a23")]
[Dense(1)]
internal sealed partial class NamA2
{
    public readonly struct Calls(NamA2 network, NamA2.State state) : IStreamCalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

        public void Step(ReadOnlySpan<float> features, Span<float> output) => network.Step(features, output, state);

        public void Steps(ReadOnlySpan<float> features, Span<float> outputs) => network.Steps(features, outputs, state);
    }
}

[Network]
[Sequence(50, 8)]
[LSTM(32), Last, Dense(1)]
internal sealed partial class Lstm8x32
{
    public readonly struct Calls(Lstm8x32 network, Lstm8x32.State state) : IStreamCalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

        public void Step(ReadOnlySpan<float> features, Span<float> output) => network.Step(features, output, state);

        public void Steps(ReadOnlySpan<float> features, Span<float> outputs) => network.Steps(features, outputs, state);
    }
}

[Network]
[Sequence(50, 8)]
[GRU(32), Last, Dense(1)]
internal sealed partial class Gru8x32
{
    public readonly struct Calls(Gru8x32 network, Gru8x32.State state) : IStreamCalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);

        public void Step(ReadOnlySpan<float> features, Span<float> output) => network.Step(features, output, state);

        public void Steps(ReadOnlySpan<float> features, Span<float> outputs) => network.Steps(features, outputs, state);
    }
}

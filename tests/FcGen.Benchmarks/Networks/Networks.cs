namespace FcGen.Benchmarks;

[Network]
[Input(4)]
[Dense(4, 16), ReLU, Dense(16, 3)]
internal sealed partial class Net4x16x3
{
    public readonly struct Calls(Net4x16x3 network) : ICalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);
    }
}

[Network]
[Input(16)]
[Dense(16, 32), ReLU, Dense(32, 32), ReLU, Dense(32, 4)]
internal sealed partial class Net16x32x32x4
{
    public readonly struct Calls(Net16x32x32x4 network) : ICalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);
    }
}

[Network]
[Input(32)]
[Dense(32, 64), ReLU, Dense(64, 64), ReLU, Dense(64, 8)]
internal sealed partial class Net32x64x64x8
{
    public readonly struct Calls(Net32x64x64x8 network) : ICalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);
    }
}

[Network]
[Input(64)]
[Dense(64, 128), ReLU, Dense(128, 10)]
internal sealed partial class Net64x128x10
{
    public readonly struct Calls(Net64x128x10 network) : ICalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);
    }
}

[Network]
[Input(784)]
[Dense(784, 128), ReLU, Dense(128, 10)]
internal sealed partial class Net784x128x10
{
    public readonly struct Calls(Net784x128x10 network) : ICalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);
    }
}

[Network]
[Input(784)]
[Dense(784, 512), ReLU, Dense(512, 512), ReLU, Dense(512, 10)]
internal sealed partial class Net784x512x512x10
{
    public readonly struct Calls(Net784x512x512x10 network) : ICalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);
    }
}

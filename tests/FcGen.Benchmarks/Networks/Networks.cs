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

[Network]
[Input(1, 28, 28)]
[Conv2d(6, 5, Padding = 2), ReLU, MaxPool2d(2), Conv2d(16, 5), ReLU, MaxPool2d(2), Flatten]
[Dense(120), ReLU, Dense(84), ReLU, Dense(10)]
internal sealed partial class LeNet5
{
    public readonly struct Calls(LeNet5 network) : ICalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);
    }
}

[Network]
[Input(1, 28, 28)]
[Conv2d(8, 3), ReLU, MaxPool2d(2), Flatten, Dense(64), ReLU, Dense(10)]
internal sealed partial class Mnist8
{
    public readonly struct Calls(Mnist8 network) : ICalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);
    }
}

[Network]
[Input(3, 32, 32)]
[Conv2d(16, 3, Padding = 1), ReLU, Conv2d(16, 3, Padding = 1), ReLU, MaxPool2d(2)]
[Conv2d(32, 3, Padding = 1), ReLU, Conv2d(32, 3, Padding = 1), ReLU, MaxPool2d(2), Flatten, Dense(10)]
internal sealed partial class Cifar16x32
{
    public readonly struct Calls(Cifar16x32 network) : ICalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);
    }
}

[Network]
[Input(3, 32, 32)]
[Conv2d(32, 3, Padding = 1), ReLU, Conv2d(32, 3, Padding = 1), ReLU, MaxPool2d(2)]
[Conv2d(64, 3, Padding = 1), ReLU, Conv2d(64, 3, Padding = 1), ReLU, MaxPool2d(2), Flatten, Dense(128), ReLU, Dense(10)]
internal sealed partial class Vgg32x64
{
    public readonly struct Calls(Vgg32x64 network) : ICalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);
    }
}

[Network]
[Input(32, 16, 16)]
[Conv2d(32, 3, Padding = 1, Groups = 32), ReLU, Conv2d(64, 1), ReLU, GlobalAvgPool, Dense(10)]
internal sealed partial class Separable32x64
{
    public readonly struct Calls(Separable32x64 network) : ICalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);
    }
}

[Network]
[Input(1, 128)]
[Conv1d(16, 5, Padding = 2), ReLU, Conv1d(32, 5, Padding = 2), ReLU, GlobalAvgPool, Dense(10)]
internal sealed partial class Conv1d16x32
{
    public readonly struct Calls(Conv1d16x32 network) : ICalls
    {
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

        public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => network.ForwardBatch(inputs, outputs);
    }
}

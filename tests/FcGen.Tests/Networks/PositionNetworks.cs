namespace FcGen.Tests.Networks;

/// <summary>Every kind of layer on a sequence, large enough for several threads.</summary>
[Network]
[Sequence(20, 24)]
[Dense(48), BatchNorm, ReLU(Name = "start"), Dropout(0.3f), Dense(48), Add("start"), PReLU, LayerNorm, Concat("start"), Dense(14), Maxout(2), LogSoftmax, Dropout(0.2f)]
[Flatten, Dense(10), Softmax]
internal sealed partial class LargeSequence;

/// <summary>Layers on a signal, whose memory is transposed first.</summary>
[Network]
[Input(4, 30)]
[Conv1d(8, 5, Stride = 2), BatchNorm, ReLU, Conv1d(8, 3, Groups = 2), Maxout(2), Softmax, Transpose, Dense(6), Transpose, LayerNorm, Flatten, Dense(4), Softmax]
internal sealed partial class LargeSignal;

/// <summary>Every kind of pooling of an image, and group norm.</summary>
[Network]
[Input(12, 17, 14)]
[BatchNorm, MaxPool2d(3, Stride = 2, Padding = 1), ReLU, AvgPool2d(2, StrideWidth = 1, Padding = 1, CountIncludePad = false), Upsample(2), GroupNorm(3), MaxPool2d(5, Stride = 3)]
[AdaptiveAvgPool2d(3, 2, Name = "small"), GlobalAvgPool, Dense(4), Softmax]
internal sealed partial class LargeImage;

/// <summary>Every kind of convolution of an image.</summary>
[Network]
[Input(3, 16, 15)]
[Conv2d(16, 3, Padding = 1), BatchNorm, ReLU(Name = "start"), Conv2d(16, 3, Groups = 16, Same = true), Conv2d(16, 1), Add("start"), ReLU, MaxPool2d(2, CeilMode = true)]
[Conv2d(24, 3, Stride = 2, Padding = 1, Groups = 2), SiLU, ConvTranspose2d(6, 3, Stride = 2, Padding = 1), ZeroPad2d(1, 0, 0, 1), Conv2d(5, 3, Dilation = 2), Tanh]
[Flatten, Dense(4), Softmax]
internal sealed partial class LargeConvolution;

/// <summary>Convolutions of an image so large that threads share the rows of a single one, with everything that follows a sum.</summary>
[Network]
[Input(6, 24, 21)]
[Conv2d(24, 3, Padding = 1), BatchNorm, ReLU(Name = "start"), Conv2d(24, 3, Padding = 1, Groups = 2, Bias = false), BatchNorm, Add("start"), ReLU]
[Conv2d(20, 5, Stride = 2, Padding = 2), Tanh, ConvTranspose2d(12, 4, Stride = 2, Padding = 1), Conv2d(12, 3, Dilation = 3, Same = true), SiLU, Conv2d(2, 3, Padding = 1)]
[Flatten, Dense(4), Softmax]
internal sealed partial class SharedImage;

/// <summary>Every kind of recurrent layer.</summary>
[Network]
[Sequence(12, 10)]
[LSTM(21, Layers = 2, Bidirectional = true, Dropout = 0.1f), GRU(32, Bias = false), RNN(18), RNN(24, Activation = RnnActivation.ReLU), Last(3), GRU(13), Last, Dense(4), Softmax]
internal sealed partial class LargeRecurrent;

/// <summary>As many outputs as inputs, step by step.</summary>
[Network]
[Sequence(5, 6)]
[Dense(6), Tanh, Softmax]
internal sealed partial class SquareSequence;

/// <summary>As many outputs as inputs, with the memory transposed first and last.</summary>
[Network]
[Input(3, 5)]
[BatchNorm, Add("input"), Transpose, Dense(3), Transpose]
internal sealed partial class SquareSignal;

/// <summary>As many outputs as inputs, in another order.</summary>
[Network]
[Input(3, 5)]
[Transpose]
internal sealed partial class SquareTranspose;

/// <summary>Gated layers on a sequence, with rows of vectors and a remainder.</summary>
[Network]
[Sequence(20, 24)]
[Dense(70), GatedTanh(Name = "start"), Dense(70), Glu, Add("start"), Flatten, Dense(46), Glu, Dense(8), GatedTanh, Softmax]
internal sealed partial class LargeGated;

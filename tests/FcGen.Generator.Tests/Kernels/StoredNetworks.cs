namespace FcGen.Generator.Tests.Kernels;

/// <summary>
/// Contains the source of the 50 networks of <see cref="StoredBitsTests"/>: common networks, layers with more than 1 MiB of weights, chains
/// with every activation, and graphs with every other kind of layer. Chains and graphs were drawn at random once. Their text must
/// not change, because the stored hashes belong to it.
/// </summary>
internal static class StoredNetworks
{
    public const string Source =
        """
        using FcGen;

        [Network, Input(4)] [Dense(4, 16), ReLU, Dense(16, 3)] public partial class Small;
        [Network, Input(2)] [Dense(2, 8), Tanh, Dense(8, 1), Sigmoid] public partial class Xor;
        [Network, Input(10)] [Dense(10, 32), ReLU, Dropout(0.3f), Dense(32, 1)] public partial class Tabular;
        [Network, Input(64)] [Dense(64, 128), ReLU, Dropout(0.2f), Dense(128, 10)] public partial class Digits;
        [Network, Input(28, 28)] [Flatten, Dense(784, 128), ReLU, Dense(128, 10), LogSoftmax] public partial class Images;
        [Network, Input(64)] [Dense(64), BatchNorm, ReLU(Name = "start"), Dense(64), BatchNorm, ReLU, Dense(64), BatchNorm, Add("start"),
            ReLU, Dense(10)] public partial class Residual;
        [Network, Input(24)] [Dense(32, Name = "first"), GELU, Concat("input"), Dense(31), SiLU, Concat("first"), LayerNorm, Dense(8),
            Softmax] public partial class DenseNet;
        [Network, Input(1)] [Dense(1, 1)] public partial class Linear;
        [Network, Input(515)] [Dense(1024), ReLU, Dense(261, Bias = false)] public partial class Wide;
        [Network(Unroll = Unroll.Tiled), Input(1030)] [Dense(271), LeakyReLU, BatchNorm] public partial class WideOdd;
        [Network, Input(5)] [Dense(53000), Dense(3)] public partial class WideFewInputs;
        [Network, Input(8)] [Dense(33001), Tanh] public partial class WideEightInputs;
        [Network(Unroll = Unroll.Full), Input(24)] [Dense(13), ReLU, Dense(13, 1), SiLU] public partial class Chain00;
        [Network(Unroll = Unroll.Tiled), Input(33)] [Dense(7, Bias = false), LeakyReLU] public partial class Chain01;
        [Network, Input(3)] [Dense(64), LeakyReLU(0.25f), Dense(64, 64, Bias = false), ELU] public partial class Chain02;
        [Network(Unroll = Unroll.Full), Input(32)] [Dense(47), ELU, Dense(7), Dropout(0.5f), Dense(24), HardSigmoid, LogSoftmax]
            public partial class Chain03;
        [Network(Unroll = Unroll.Tiled), Input(3)] [Sigmoid, Dense(3, 25), ELU(0.25f), Dense(25, 96), ELU, Dense(15, Bias = false),
            ELU(0.25f)] public partial class Chain04;
        [Network, Input(32)] [Dense(15), SELU, Dense(15, 64), Dropout(0.5f)] public partial class Chain05;
        [Network(Unroll = Unroll.Full), Input(23)] [Dense(47, Bias = false), GELU] public partial class Chain06;
        [Network(Unroll = Unroll.Tiled), Input(16)] [Dense(16, 9), GELU(Approximate = true), Softmax] public partial class Chain07;
        [Network, Input(49)] [Dense(96, Bias = false), SiLU, Dense(96, 48), PReLU, Dense(16), ReLU] public partial class Chain08;
        [Network(Unroll = Unroll.Full), Input(7)] [LeakyReLU, Dense(48), Softplus, Dense(48, 23, Bias = false), LeakyReLU(0.25f)]
            public partial class Chain09;
        [Network(Unroll = Unroll.Tiled), Input(49)] [Dense(8), Softplus(Beta = 2, Threshold = 15), Dense(8, 9), Dropout(0.05f), Dense(9,
            49), SELU] public partial class Chain10;
        [Network, Input(96)] [Dense(96, 7), Sigmoid, LogSoftmax] public partial class Chain11;
        [Network(Unroll = Unroll.Full), Input(3)] [Dense(3, 25), Tanh] public partial class Chain12;
        [Network(Unroll = Unroll.Tiled), Input(23)] [Dense(23, 32), HardSigmoid, Dense(32, 16), Softplus(Beta = 2, Threshold = 15),
            Dense(16, 5), Softplus] public partial class Chain13;
        [Network, Input(25)] [GELU, Dense(25, 9), HardSwish, Dense(9, 31), HardSwish] public partial class Chain14;
        [Network(Unroll = Unroll.Tiled), Input(24)] [SiLU, Add("input"), BatchNorm] public partial class Graph00;
        [Network, Input(9)] [Sigmoid, SiLU, Dense(9), Add("input")] public partial class Graph01;
        [Network(Unroll = Unroll.Full), Input(15)] [Add("input"), BatchNorm, BatchNorm(Momentum = 0.3f, Epsilon = 0.001f), BatchNorm,
            BatchNorm(Momentum = 0.3f, Epsilon = 0.001f)] public partial class Graph02;
        [Network(Unroll = Unroll.Tiled), Input(8)] [BatchNorm, PReLU(0.1f), BatchNorm(Momentum = 0.3f, Epsilon = 0.001f), Dense(3),
            BatchNorm, Add("3")] public partial class Graph03;
        [Network, Input(15)] [Add("input"), PReLU(0.1f), BatchNorm, Dense(15), Concat("input"), Dense(8), BatchNorm]
            public partial class Graph04;
        [Network(Unroll = Unroll.Full), Input(16)] [Add("input"), Dense(15), Add("1"), Add("2"), Dropout(0.5f), BatchNorm, Concat("5"),
            GELU(Approximate = true)] public partial class Graph05;
        [Network(Unroll = Unroll.Tiled), Input(17)] [Dropout(0.2f), Concat("input"), Dense(15, Bias = false)] public partial class Graph06;
        [Network, Input(7)] [Dense(1), Add("0"), Dense(33), PReLU(0.1f)] public partial class Graph07;
        [Network(Unroll = Unroll.Full), Input(17)] [Dense(17), Dropout(0.5f), Add("1"), LayerNorm(Epsilon = 0.01f), Dropout(0.05f)]
            public partial class Graph08;
        [Network(Unroll = Unroll.Tiled), Input(3)] [Dense(3), Dense(3), Dense(3), Add("input"), Add("input"), LogSoftmax]
            public partial class Graph09;
        [Network, Input(17)] [Concat("input"), BatchNorm, Add("0"), Concat("0"), BatchNorm, BatchNorm, Dropout(0.05f)]
            public partial class Graph10;
        [Network(Unroll = Unroll.Full), Input(24)] [Dense(7, Bias = false), LogSoftmax, Concat("1"), Concat("input"), Dense(33), Dense(1),
            BatchNorm, Dropout(0.2f)] public partial class Graph11;
        [Network(Unroll = Unroll.Tiled), Input(16)] [PReLU(0.1f), Concat("0"), Concat("input")] public partial class Graph12;
        [Network, Input(8)] [BatchNorm(Momentum = 0.3f, Epsilon = 0.001f), Add("input"), ELU, Concat("0")] public partial class Graph13;
        [Network(Unroll = Unroll.Full), Input(24)] [Dropout(0.5f), Add("0"), Dense(24, Bias = false), Add("1"), Add("1")]
            public partial class Graph14;
        [Network(Unroll = Unroll.Tiled), Input(24)] [BatchNorm, Dense(24), Dense(24, Bias = false), Add("2"), PReLU(0.1f), Dense(24, Bias =
            false)] public partial class Graph15;
        [Network, Input(24)] [LeakyReLU(0.25f), Dense(24), BatchNorm, Add("0"), Add("input"), Dense(3, Bias = false), Concat("3")]
            public partial class Graph16;
        [Network(Unroll = Unroll.Full), Input(7)] [Concat("input"), LogSoftmax, BatchNorm(Momentum = 0.3f, Epsilon = 0.001f),
            Concat("input"), Dropout(0.2f), Add("3"), Concat("input"), Concat("4")] public partial class Graph17;
        [Network(Unroll = Unroll.Tiled), Input(16)] [Dense(33, Bias = false), ReLU, Add("0")] public partial class Graph18;
        [Network, Input(16)] [BatchNorm(Momentum = 0.3f, Epsilon = 0.001f), Add("0"), Dense(16), Add("input")] public partial class Graph19;
        [Network(Unroll = Unroll.Full), Input(24)] [Softmax, Add("input"), Dense(24, Bias = false), Dense(1), Dense(24)]
            public partial class Graph20;
        [Network(Unroll = Unroll.Tiled), Input(33)] [Add("input"), Dropout(0.5f), Dense(33, Bias = false), BatchNorm, Concat("input"),
            BatchNorm] public partial class Graph21;
        [Network, Input(7)] [Dense(7), LogSoftmax, Concat("input"), ReLU, Concat("input"), Add("4"), SiLU] public partial class Graph22;
        """;
}

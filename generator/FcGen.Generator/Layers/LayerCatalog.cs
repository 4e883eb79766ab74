using FcGen.Generator.Layers.Convolution;
using FcGen.Generator.Layers.Dense;
using FcGen.Generator.Layers.Pooling;
using FcGen.Generator.Layers.Recurrent;

namespace FcGen.Generator.Layers;

/// <summary>All kinds of layers. A new kind is one line here and one file in this folder.</summary>
internal static class LayerCatalog
{
    public static readonly IReadOnlyList<LayerKind> Kinds =
    [
        new DenseLayer(),
        new ConvLayer(is2d: false),
        new ConvLayer(is2d: true),
        new ConvTransposeLayer(is2d: false),
        new ConvTransposeLayer(is2d: true),
        new ZeroPadLayer(is2d: false),
        new ZeroPadLayer(is2d: true),
        .. Activations.Kinds,
        new SoftmaxLayer("Softmax"),
        new SoftmaxLayer("LogSoftmax"),
        new DropoutLayer(),
        new PReLULayer(),
        new BatchNormLayer(),
        new LayerNormLayer(),
        new GroupNormLayer(),
        new AddLayer(),
        new ConcatLayer(),
        new MaxoutLayer(),
        new GatedLayer("Glu", hasTanh: false, "GatedLinearUnit", "GatedLinearUnits"),
        new GatedLayer("GatedTanh", hasTanh: true, "GTU", "GatedTanhUnit", "GatedActivation", "GatedActivationUnit"),
        new PoolLayer("MaxPool", is2d: false, "MaxPooling"),
        new PoolLayer("MaxPool", is2d: true, "MaxPooling"),
        new PoolLayer("AvgPool", is2d: false, "AveragePooling"),
        new PoolLayer("AvgPool", is2d: true, "AveragePooling"),
        new GlobalPoolLayer("GlobalAvgPool", "GlobalAveragePooling1D", "GlobalAveragePooling2D", "GlobalAveragePooling"),
        new GlobalPoolLayer("GlobalMaxPool", "GlobalMaxPooling1D", "GlobalMaxPooling2D", "GlobalMaxPooling"),
        new AdaptiveAvgPool2dLayer(),
        new UpsampleLayer(),
        new FlattenLayer(),
        new TransposeLayer(),
        new RecurrentLayer("RNN", "SimpleRNN", "RNNCell", "ElmanRNN"),
        new RecurrentLayer("LSTM", "LSTMCell", "CuDNNLSTM", "LongShortTermMemory"),
        new RecurrentLayer("GRU", "GRUCell", "CuDNNGRU", "GatedRecurrentUnit"),
        new LastLayer(),
    ];

    private static readonly Dictionary<string, LayerKind> ByAttribute = Kinds.ToDictionary(kind => kind.AttributeName);

    /// <summary>Returns the kind of an attribute class in the namespace <c>FcGen</c>, or null.</summary>
    public static LayerKind? Find(string attributeName) => ByAttribute.TryGetValue(attributeName, out LayerKind kind) ? kind : null;
}

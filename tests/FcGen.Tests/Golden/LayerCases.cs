namespace FcGen.Tests.Golden.LayerCases;

// Every layer and every option of its attribute: the networks of tests/golden/layers.py, which have the same names there after "Case".

[Network]
[Input(3)]
[Dense(9), Dense(9, 2)]
internal sealed partial class CaseDense;

[Network]
[Input(3)]
[Dense(9, Bias = false), Dense(2, Bias = false)]
internal sealed partial class CaseDenseWithoutBias;

[Network]
[Input(3)]
[Dense(9), ReLU, Dense(2)]
internal sealed partial class CaseReLU;

[Network]
[Input(3)]
[Dense(9), LeakyReLU, Dense(2)]
internal sealed partial class CaseLeakyReLU;

[Network]
[Input(3)]
[Dense(9), LeakyReLU(0.2f), Dense(2)]
internal sealed partial class CaseLeakyReLUSlope;

[Network]
[Input(3)]
[Dense(9), ELU, Dense(2)]
internal sealed partial class CaseELU;

[Network]
[Input(3)]
[Dense(9), ELU(0.3f), Dense(2)]
internal sealed partial class CaseELUAlpha;

[Network]
[Input(3)]
[Dense(9), SELU, Dense(2)]
internal sealed partial class CaseSELU;

[Network]
[Input(3)]
[Dense(9), GELU, Dense(2)]
internal sealed partial class CaseGELU;

[Network]
[Input(3)]
[GELU, Dense(2)]
internal sealed partial class CaseGELUFirst;

[Network]
[Input(3)]
[Dense(9), GELU(Approximate = true), Dense(2)]
internal sealed partial class CaseGELUApproximate;

[Network]
[Input(3)]
[Dense(9), SiLU, Dense(2)]
internal sealed partial class CaseSiLU;

[Network]
[Input(3)]
[Dense(2), SiLU]
internal sealed partial class CaseSiLULast;

[Network]
[Input(3)]
[Dense(9), Softplus, Dense(2)]
internal sealed partial class CaseSoftplus;

[Network]
[Input(3)]
[Dense(9), Softplus(Beta = 2.5f, Threshold = 3), Dense(2)]
internal sealed partial class CaseSoftplusOptions;

[Network]
[Input(3)]
[Dense(9), Sigmoid, Dense(2)]
internal sealed partial class CaseSigmoid;

[Network]
[Input(3)]
[Dense(9), Tanh, Dense(2)]
internal sealed partial class CaseTanh;

[Network]
[Input(3)]
[Dense(9), HardSigmoid, Dense(2)]
internal sealed partial class CaseHardSigmoid;

[Network]
[Input(3)]
[Dense(9), HardSwish, Dense(2)]
internal sealed partial class CaseHardSwish;

[Network]
[Input(3)]
[HardSwish, Dense(2)]
internal sealed partial class CaseHardSwishFirst;

[Network]
[Input(3)]
[Dense(9), Softmax, Dense(2)]
internal sealed partial class CaseSoftmax;

[Network]
[Input(3)]
[Dense(2), Softmax]
internal sealed partial class CaseSoftmaxLast;

[Network]
[Input(3)]
[Dense(9), LogSoftmax, Dense(2)]
internal sealed partial class CaseLogSoftmax;

[Network]
[Input(3)]
[Dense(2), LogSoftmax]
internal sealed partial class CaseLogSoftmaxLast;

[Network]
[Input(3)]
[Dense(9), Dropout(0.4f), Dense(2)]
internal sealed partial class CaseDropout;

[Network]
[Input(3)]
[Dense(9), Dropout(0), Dense(2)]
internal sealed partial class CaseDropoutZero;

[Network]
[Input(3)]
[Dense(9), PReLU, Dense(2)]
internal sealed partial class CasePReLU;

[Network]
[Input(3)]
[PReLU(0.1f), Dense(2)]
internal sealed partial class CasePReLUSlope;

[Network]
[Input(3)]
[Dense(9), BatchNorm, Dense(2)]
internal sealed partial class CaseBatchNorm;

[Network]
[Input(3)]
[BatchNorm(Momentum = 0.3f, Epsilon = 0.01f), Dense(9), ReLU, BatchNorm, Dense(2)]
internal sealed partial class CaseBatchNormOptions;

[Network]
[Input(3)]
[Dense(2), BatchNorm]
internal sealed partial class CaseBatchNormLast;

[Network]
[Input(3)]
[Dense(9), LayerNorm, Dense(2)]
internal sealed partial class CaseLayerNorm;

[Network]
[Input(3)]
[LayerNorm(Epsilon = 0.01f), Dense(2)]
internal sealed partial class CaseLayerNormEpsilon;

[Network]
[Input(3)]
[Dense(9), ReLU, Dense(9), Tanh, Add("0"), Dense(2)]
internal sealed partial class CaseAdd;

[Network]
[Input(3)]
[Dense(3), BatchNorm, Add("input"), ReLU, Add("input"), Dense(2)]
internal sealed partial class CaseAddInput;

[Network]
[Input(3)]
[Dense(9), ReLU, Dense(4), Concat("1"), Dense(2)]
internal sealed partial class CaseConcat;

[Network]
[Input(3)]
[Dense(4), Sigmoid, Concat("input"), Concat("2"), Dense(2)]
internal sealed partial class CaseConcatInput;

[Network]
[Sequence(10, 6)]
[Dense(6, 8), ReLU, LayerNorm, Dense(8, 2)]
internal sealed partial class CaseSequence;

[Network]
[Sequence(5, 3)]
[Dense(4, Bias = false), BatchNorm, ReLU, Flatten, Dense(20, 2)]
internal sealed partial class CaseSequenceBatchNorm;

[Network]
[Sequence(5, 3)]
[PReLU, Dense(2), Softmax]
internal sealed partial class CaseSequencePReLU;

[Network]
[Sequence(4, 3)]
[Dense(3), Tanh, Add("input"), LogSoftmax, Concat("1"), Dense(6, 9), GELU]
internal sealed partial class CaseSequenceGraph;

[Network]
[Sequence(3, 3)]
[Dense(9), Dropout(0), Dense(3), BatchNorm]
internal sealed partial class CaseSequenceDropout;

[Network]
[Input(3, 5)]
[BatchNorm, PReLU, LayerNorm, Flatten, Dense(2)]
internal sealed partial class CaseSignal;

[Network]
[Input(3, 5)]
[Softmax, Transpose, Dense(9), Transpose, PReLU, SiLU]
internal sealed partial class CaseSignalTranspose;

[Network]
[Input(3, 5)]
[BatchNorm, Flatten, BatchNorm, LayerNorm, Tanh]
internal sealed partial class CaseSignalFlatten;

[Network]
[Input(2, 3, 4)]
[BatchNorm, Tanh, Flatten, Dense(2)]
internal sealed partial class CaseImage;

[Network]
[Input(2, 3, 2)]
[BatchNorm, Concat("input"), LogSoftmax, Add("1"), LayerNorm]
internal sealed partial class CaseImageGraph;

[Network]
[Input(1, 3, 4)]
[Flatten, Dense(12, 9), ReLU, Dense(9, 2)]
internal sealed partial class CaseImageFlatten;

[Network]
[Input(3, 9)]
[Conv1d(4, 3), ReLU, Flatten, Dense(2)]
internal sealed partial class CaseConv1d;

[Network]
[Input(4, 12)]
[Conv1d(6, 2, Stride = 2, Padding = 1, Dilation = 3, Groups = 2, Bias = false), Tanh]
internal sealed partial class CaseConv1dOptions;

[Network]
[Input(3, 9)]
[Conv1d(4, 4, Same = true), ELU]
internal sealed partial class CaseConv1dSame;

[Network]
[Input(2, 11)]
[Conv1d(4, 3, Dilation = 2, Causal = true), Tanh, Conv1d(5, 2, Stride = 3, Causal = true)]
internal sealed partial class CaseConv1dCausal;

[Network]
[Input(3, 7, 6)]
[Conv2d(9, 3), Tanh]
internal sealed partial class CaseConv2d;

[Network]
[Input(2, 9, 8)]
[Conv2d(3, 2, Stride = 2, Padding = 1, Dilation = 3, Bias = false), Sigmoid]
internal sealed partial class CaseConv2dOptions;

[Network]
[Input(4, 9, 11)]
[Conv2d(4, 6, 3, 2, StrideHeight = 2, StrideWidth = 3, PaddingHeight = 1, PaddingWidth = 2, DilationHeight = 1, DilationWidth = 4, Groups = 2), Tanh]
[Flatten, Dense(2)]
internal sealed partial class CaseConv2dSides;

[Network]
[Input(1, 6, 8)]
[Conv2d(8, 5, Same = true), ReLU, Conv2d(8, 5, 3, Same = true, Stride = 2)]
internal sealed partial class CaseConv2dSame;

[Network]
[Input(3, 6, 5)]
[Conv2d(20, 1), Tanh, Conv2d(20, 3, Padding = 1, Groups = 20), Tanh, Conv2d(7, 1)]
internal sealed partial class CaseConv2dDepthwise;

[Network]
[Input(6, 5, 5)]
[Conv2d(6, 3, Padding = 1), BatchNorm, ReLU, Conv2d(6, 3, Padding = 1), Add("input"), Softsign]
internal sealed partial class CaseConv2dGraph;

[Network]
[Input(1, 40)]
[Conv1d(1, 15), Tanh, Conv1d(1, 21, Padding = 10)]
internal sealed partial class CaseConv1dFilter;

[Network]
[Input(5, 7, 8)]
[Conv2d(12, 1), Tanh, Conv2d(2, 3, Stride = 2, Padding = 1), BatchNorm, Sigmoid]
internal sealed partial class CaseConv2dFewOutputs;

[Network]
[Input(1, 9, 7)]
[Conv2d(16, 1), Tanh, Conv2d(1, 3, Padding = 1), BatchNorm, Add("input"), Softsign]
internal sealed partial class CaseConv2dSingleOutput;

[Network]
[Input(3, 10, 16)]
[Conv2d(4, 3, Padding = 1), Tanh, Conv2d(6, 3, Stride = 2, Padding = 1), Tanh, ConvTranspose2d(4, 4, Stride = 2, Padding = 1), Softsign]
internal sealed partial class CaseConv2dStrides;

[Network]
[Input(3, 6)]
[ConvTranspose1d(4, 3), Tanh]
internal sealed partial class CaseConvTranspose1d;

[Network]
[Input(4, 5)]
[ConvTranspose1d(4, 6, 2, Stride = 3, Padding = 1, OutputPadding = 2, Dilation = 3, Groups = 2, Bias = false), Softsign]
internal sealed partial class CaseConvTranspose1dOptions;

[Network]
[Input(3, 4, 5)]
[ConvTranspose2d(6, 3), Tanh]
internal sealed partial class CaseConvTranspose2d;

[Network]
[Input(2, 4, 3)]
[ConvTranspose2d(2, 3, 2, Stride = 2, Padding = 1, OutputPadding = 1, Dilation = 3, Bias = false), Sigmoid]
internal sealed partial class CaseConvTranspose2dOptions;

[Network]
[Input(4, 2, 2)]
[ConvTranspose2d(4, 6, 3, 2, StrideHeight = 2, StrideWidth = 3, PaddingHeight = 1, PaddingWidth = 2, OutputPaddingHeight = 1, OutputPaddingWidth = 2, DilationHeight = 1, DilationWidth = 4, Groups = 2), Tanh]
internal sealed partial class CaseConvTranspose2dSides;

[Network]
[Input(2, 6)]
[ZeroPad1d(3, 0), Conv1d(4, 3), Tanh]
internal sealed partial class CaseZeroPad1d;

[Network]
[Input(2, 6)]
[Conv1d(2, 1), ZeroPad1d(0, 2)]
internal sealed partial class CaseZeroPad1dRight;

[Network]
[Input(2, 5, 4)]
[ZeroPad2d(1, 2, 3, 0), Conv2d(3, 2), Tanh]
internal sealed partial class CaseZeroPad2d;

[Network]
[Input(2, 3, 4)]
[Conv2d(2, 1), ZeroPad2d(0, 0, 0, 2)]
internal sealed partial class CaseZeroPad2dLast;

[Network]
[Sequence(8, 3)]
[Conv1d(3, 5, 4), SiLU, Dense(9)]
internal sealed partial class CaseConv1dSequence;

[Network]
[Input(3)]
[Dense(9), ReLU6, Dense(2)]
internal sealed partial class CaseReLU6;

[Network]
[Input(3)]
[Dense(9), Hardtanh, Dense(2)]
internal sealed partial class CaseHardtanh;

[Network]
[Input(3)]
[Dense(9), Hardtanh(-0.25f, 2), Dense(2)]
internal sealed partial class CaseHardtanhOptions;

[Network]
[Input(3)]
[Dense(9), CELU, Dense(2)]
internal sealed partial class CaseCELU;

[Network]
[Input(3)]
[Dense(9), CELU(0.3f), Dense(2)]
internal sealed partial class CaseCELUAlpha;

[Network]
[Input(3)]
[Dense(9), Mish, Dense(2)]
internal sealed partial class CaseMish;

[Network]
[Input(3)]
[Dense(9), Softsign, Dense(2)]
internal sealed partial class CaseSoftsign;

[Network]
[Input(3)]
[Dense(9), LogSigmoid, Dense(2)]
internal sealed partial class CaseLogSigmoid;

[Network]
[Input(3)]
[Dense(9), PReLU(PerChannel = true), Dense(2)]
internal sealed partial class CasePReLUPerChannel;

[Network]
[Input(3)]
[Dense(9), BatchNorm(CumulativeAverage = true), Dense(2)]
internal sealed partial class CaseBatchNormCumulative;

[Network]
[Sequence(5, 3)]
[Dense(4), PReLU(PerChannel = false), Dense(2)]
internal sealed partial class CaseSequencePReLUShared;

[Network]
[Input(3)]
[Dense(9), Maxout(3), Dense(2)]
internal sealed partial class CaseMaxout;

[Network]
[Input(3)]
[Maxout(3), Dense(9), Maxout(1), Dense(2)]
internal sealed partial class CaseMaxoutFirst;

[Network]
[Input(3)]
[Dense(4), Maxout(2)]
internal sealed partial class CaseMaxoutLast;

[Network]
[Sequence(5, 3)]
[Dense(8), Maxout(4), Dense(2)]
internal sealed partial class CaseSequenceMaxout;

[Network]
[Input(4, 5)]
[Maxout(2), Conv1d(6, 3), Maxout(3), Flatten, Dense(2)]
internal sealed partial class CaseSignalMaxout;

[Network]
[Input(4, 3, 2)]
[BatchNorm, Maxout(2), Flatten, Maxout(6), Dense(2)]
internal sealed partial class CaseImageMaxout;

[Network]
[Input(3)]
[Dense(10), Glu, Dense(2)]
internal sealed partial class CaseGlu;

[Network]
[Input(3)]
[Dense(40), Glu, Dense(4), Glu]
internal sealed partial class CaseGluLast;

[Network]
[Input(3)]
[Dense(10), GatedTanh, Dense(2)]
internal sealed partial class CaseGatedTanh;

[Network]
[Input(3)]
[Dense(40), GatedTanh, Dense(4), GatedTanh]
internal sealed partial class CaseGatedTanhLast;

[Network]
[Sequence(5, 4)]
[Glu, Dense(34), Glu, Dense(2)]
internal sealed partial class CaseSequenceGlu;

[Network]
[Input(4, 5)]
[Glu, Conv1d(10, 2), Glu, Flatten, Dense(2)]
internal sealed partial class CaseSignalGlu;

[Network]
[Input(4, 3, 2)]
[Conv2d(40, 1), Glu, Flatten, Glu, Dense(2)]
internal sealed partial class CaseImageGlu;

[Network]
[Sequence(5, 4)]
[GatedTanh, Dense(34), GatedTanh, Dense(2)]
internal sealed partial class CaseSequenceGatedTanh;

[Network]
[Input(3, 9)]
[Conv1d(32, 2, Dilation = 2, Causal = true), GatedTanh, Conv1d(3, 1), Add("input"), Conv1d(6, 3, Causal = true), GatedTanh]
internal sealed partial class CaseSignalGatedTanh;

[Network]
[Input(2, 3, 4)]
[BatchNorm, Conv2d(6, 3, Padding = 1), GatedTanh]
internal sealed partial class CaseImageGatedTanh;

[Network]
[Input(3, 9)]
[Conv1d(4, 2), MaxPool1d(2), Flatten, Dense(2)]
internal sealed partial class CaseMaxPool1d;

[Network]
[Input(4, 10)]
[PReLU, MaxPool1d(3, Stride = 2, Padding = 1, Dilation = 2, CeilMode = true), Conv1d(6, 1), Tanh]
internal sealed partial class CaseMaxPool1dOptions;

[Network]
[Sequence(11, 3)]
[MaxPool1d(3, CeilMode = true), Dense(9)]
internal sealed partial class CaseMaxPool1dSequence;

[Network]
[Input(3, 5, 6)]
[BatchNorm, ReLU, MaxPool2d(2), Flatten, Dense(2)]
internal sealed partial class CaseMaxPool2d;

[Network]
[Input(2, 9, 7)]
[BatchNorm, MaxPool2d(3, Stride = 2, Padding = 1, Dilation = 2, CeilMode = true), PReLU]
internal sealed partial class CaseMaxPool2dOptions;

[Network]
[Input(9, 6, 9)]
[PReLU, MaxPool2d(2, 4, StrideHeight = 1, StrideWidth = 3, Padding = 2, PaddingHeight = 1, Dilation = 2, DilationWidth = 1), BatchNorm]
internal sealed partial class CaseMaxPool2dDirections;

[Network]
[Input(1, 6, 4)]
[MaxPool2d(3, 2), Flatten, Dense(2)]
internal sealed partial class CaseMaxPool2dFirst;

[Network]
[Input(3, 9)]
[Conv1d(4, 2), AvgPool1d(2), Flatten, Dense(2)]
internal sealed partial class CaseAvgPool1d;

[Network]
[Input(4, 9)]
[PReLU, AvgPool1d(3, Stride = 2, Padding = 1, CeilMode = true), AvgPool1d(2, Stride = 1, Padding = 1, CountIncludePad = false), Conv1d(6, 1)]
internal sealed partial class CaseAvgPool1dOptions;

[Network]
[Sequence(11, 3)]
[AvgPool1d(3, CeilMode = true), Dense(9)]
internal sealed partial class CaseAvgPool1dSequence;

[Network]
[Input(3, 5, 6)]
[BatchNorm, ReLU, AvgPool2d(2), Flatten, Dense(2)]
internal sealed partial class CaseAvgPool2d;

[Network]
[Input(2, 8, 7)]
[PReLU, AvgPool2d(3, Stride = 2, Padding = 1, CeilMode = true), BatchNorm]
internal sealed partial class CaseAvgPool2dOptions;

[Network]
[Input(9, 6, 9)]
[PReLU, AvgPool2d(2, 4, Stride = 3, StrideHeight = 1, PaddingHeight = 1, PaddingWidth = 2, CeilMode = true, CountIncludePad = false), BatchNorm]
internal sealed partial class CaseAvgPool2dDirections;

[Network]
[Input(3, 4, 5)]
[BatchNorm, GlobalAvgPool, Dense(2)]
internal sealed partial class CaseGlobalAvgPool;

[Network]
[Sequence(7, 3)]
[Dense(9), GlobalAvgPool, Dense(2)]
internal sealed partial class CaseGlobalAvgPoolSequence;

[Network]
[Input(3, 4, 5)]
[BatchNorm, GlobalMaxPool, Dense(2)]
internal sealed partial class CaseGlobalMaxPool;

[Network]
[Input(3, 8)]
[Conv1d(9, 3), GlobalMaxPool]
internal sealed partial class CaseGlobalMaxPoolSignal;

[Network]
[Input(3, 7, 5)]
[BatchNorm, AdaptiveAvgPool2d(2, 3), Flatten, Dense(2)]
internal sealed partial class CaseAdaptiveAvgPool2d;

[Network]
[Input(2, 4, 3)]
[PReLU, AdaptiveAvgPool2d(4, 5)]
internal sealed partial class CaseAdaptiveAvgPool2dLarger;

[Network]
[Input(2, 2, 3)]
[PReLU, Upsample(2), BatchNorm]
internal sealed partial class CaseUpsample;

[Network]
[Input(3, 4)]
[Upsample(3), Conv1d(5, 3)]
internal sealed partial class CaseUpsampleSignal;

[Network]
[Sequence(3, 9)]
[Upsample(2), Dense(2)]
internal sealed partial class CaseUpsampleSequence;

[Network]
[Input(6, 3, 4)]
[GroupNorm(3), ReLU, Flatten, Dense(2)]
internal sealed partial class CaseGroupNorm;

[Network]
[Input(3)]
[Dense(20), GroupNorm(2, Epsilon = 0.01f), Tanh, Dense(2)]
internal sealed partial class CaseGroupNormEpsilon;

[Network]
[Input(4, 9)]
[Conv1d(10, 2), GroupNorm(1), SiLU, Flatten, Dense(2)]
internal sealed partial class CaseGroupNormSignal;

[Network]
[Sequence(7, 4)]
[Dense(9), GroupNorm(9), Tanh, Dense(2)]
internal sealed partial class CaseGroupNormSequence;

[Network]
[Sequence(6, 3)]
[RNN(9), Last, Dense(2)]
internal sealed partial class CaseRNN;

[Network]
[Sequence(5, 9)]
[RNN(8, Bias = false, Activation = RnnActivation.ReLU)]
internal sealed partial class CaseRNNWithoutBias;

[Network]
[Sequence(5, 3)]
[RNN(7, Layers = 3)]
internal sealed partial class CaseRNNLayers;

[Network]
[Sequence(4, 2)]
[Dense(5), RNN(6, Layers = 2, Bidirectional = true), Dense(3)]
internal sealed partial class CaseRNNBidirectional;

[Network]
[Sequence(5, 3)]
[RNN(7, Bidirectional = true)]
internal sealed partial class CaseRNNBidirectionalFirst;

[Network]
[Sequence(3, 4)]
[Dense(5), RNN(3, Layers = 2, Dropout = 0.4f), Last, Dense(2)]
internal sealed partial class CaseRNNDropout;

[Network]
[Sequence(6, 3)]
[LSTM(9), Last, Dense(2)]
internal sealed partial class CaseLSTM;

[Network]
[Sequence(5, 9)]
[LSTM(8, Bias = false)]
internal sealed partial class CaseLSTMWithoutBias;

[Network]
[Sequence(5, 3)]
[LSTM(7, Layers = 3)]
internal sealed partial class CaseLSTMLayers;

[Network]
[Sequence(4, 2)]
[Dense(5), LSTM(6, Layers = 2, Bidirectional = true), Dense(3)]
internal sealed partial class CaseLSTMBidirectional;

[Network]
[Sequence(5, 3)]
[LSTM(7, Bidirectional = true)]
internal sealed partial class CaseLSTMBidirectionalFirst;

[Network]
[Sequence(3, 4)]
[Dense(5), LSTM(3, Layers = 2, Dropout = 0.4f), Last, Dense(2)]
internal sealed partial class CaseLSTMDropout;

[Network]
[Sequence(6, 3)]
[GRU(9), Last, Dense(2)]
internal sealed partial class CaseGRU;

[Network]
[Sequence(5, 9)]
[GRU(8, Bias = false)]
internal sealed partial class CaseGRUWithoutBias;

[Network]
[Sequence(5, 3)]
[GRU(7, Layers = 3)]
internal sealed partial class CaseGRULayers;

[Network]
[Sequence(4, 2)]
[Dense(5), GRU(6, Layers = 2, Bidirectional = true), Dense(3)]
internal sealed partial class CaseGRUBidirectional;

[Network]
[Sequence(5, 3)]
[GRU(7, Bidirectional = true)]
internal sealed partial class CaseGRUBidirectionalFirst;

[Network]
[Sequence(3, 4)]
[Dense(5), GRU(3, Layers = 2, Dropout = 0.4f), Last, Dense(2)]
internal sealed partial class CaseGRUDropout;

[Network]
[Sequence(6, 5)]
[LSTM(5), Add("input"), Tanh, GRU(5), Add("2"), Last(2)]
internal sealed partial class CaseLSTMGraph;

[Network]
[Input(3, 7)]
[Conv1d(6, 2), Transpose, GRU(10), Flatten, Dense(2)]
internal sealed partial class CaseGRUSignal;

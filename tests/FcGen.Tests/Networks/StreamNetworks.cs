namespace FcGen.Tests.Networks;

/// <summary>A recurrent network whose layers differ in what they remember.</summary>
[Network]
[Sequence(40, 3)]
[GRU(20), LSTM(13, Layers = 2), RNN(9), LayerNorm, Dense(2)]
internal sealed partial class RecurrentStream;

/// <summary>Causal convolutions with gates, residuals and a concatenation, as in audio.</summary>
[Network]
[Sequence(150, 2)]
[Conv1d(8, 3, Causal = true, Name = "start"), Tanh, Conv1d(8, 3, Causal = true, Dilation = 4), Add("start"), BatchNorm, ReLU, Conv1d(8, 3, Causal = true, Dilation = 16, Groups = 8)]
[Concat("start"), Conv1d(1, 5, Causal = true)]
internal sealed partial class ConvolutionStream;

/// <summary>A forecaster: trained on windows, it predicts after each step.</summary>
[Network]
[Sequence(40, 3)]
[Conv1d(12, 4, Causal = true), LSTM(16), Last, Dense(8), BatchNorm, Tanh, Dense(2)]
internal sealed partial class ForecastStream;

/// <summary>No layer remembers anything.</summary>
[Network]
[Sequence(40, 3)]
[Dense(6), Tanh, Dense(3)]
internal sealed partial class ForgetfulStream;

/// <summary>A layer that remembers for ever: with these weights its values add up all inputs.</summary>
[Network]
[Sequence(4, 1)]
[RNN(1, Activation = RnnActivation.ReLU, Bias = false, Name = "sum")]
internal sealed partial class SummingStream;

/// <summary>A reservoir without biases, which decays after an impulse.</summary>
[Network]
[Sequence(4, 1)]
[LSTM(20, Bias = false), GRU(11, Bias = false), RNN(9, Bias = false)]
internal sealed partial class DecayingStream;

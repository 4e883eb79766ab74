namespace FcGen.Tests.Networks;

/// <summary>
/// 50 dense layers, 64 wide, and the input of every second pair added to its output. Weights of a pair's second layer start small, so that
/// the sum of 25 pairs does too (Zhang, Dauphin and Ma 2019, "Fixup Initialization").
/// </summary>
[Network]
[Input(64)]
[Dense(64), ReLU, Dense(64, Gain = 0.2f), Add("input")]
[Dense(64), ReLU, Dense(64, Gain = 0.2f), Add("3")]
[Dense(64), ReLU, Dense(64, Gain = 0.2f), Add("7")]
[Dense(64), ReLU, Dense(64, Gain = 0.2f), Add("11")]
[Dense(64), ReLU, Dense(64, Gain = 0.2f), Add("15")]
[Dense(64), ReLU, Dense(64, Gain = 0.2f), Add("19")]
[Dense(64), ReLU, Dense(64, Gain = 0.2f), Add("23")]
[Dense(64), ReLU, Dense(64, Gain = 0.2f), Add("27")]
[Dense(64), ReLU, Dense(64, Gain = 0.2f), Add("31")]
[Dense(64), ReLU, Dense(64, Gain = 0.2f), Add("35")]
[Dense(64), ReLU, Dense(64, Gain = 0.2f), Add("39")]
[Dense(64), ReLU, Dense(64, Gain = 0.2f), Add("43")]
[Dense(64), ReLU, Dense(64, Gain = 0.2f), Add("47")]
[Dense(64), ReLU, Dense(64, Gain = 0.2f), Add("51")]
[Dense(64), ReLU, Dense(64, Gain = 0.2f), Add("55")]
[Dense(64), ReLU, Dense(64, Gain = 0.2f), Add("59")]
[Dense(64), ReLU, Dense(64, Gain = 0.2f), Add("63")]
[Dense(64), ReLU, Dense(64, Gain = 0.2f), Add("67")]
[Dense(64), ReLU, Dense(64, Gain = 0.2f), Add("71")]
[Dense(64), ReLU, Dense(64, Gain = 0.2f), Add("75")]
[Dense(64), ReLU, Dense(64, Gain = 0.2f), Add("79")]
[Dense(64), ReLU, Dense(64, Gain = 0.2f), Add("83")]
[Dense(64), ReLU, Dense(64, Gain = 0.2f), Add("87")]
[Dense(64), ReLU, Dense(64, Gain = 0.2f), Add("91")]
[Dense(64), ReLU, Dense(64, Gain = 0.2f), Add("95")]
[Dense(4)]
internal sealed partial class DeepResidual;

/// <summary>50 dense layers, 64 wide, one after the other.</summary>
[Network]
[Input(64)]
[Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid]
[Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid]
[Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid]
[Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid]
[Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid]
[Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid]
[Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid]
[Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid]
[Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid]
[Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid, Dense(64), Sigmoid]
[Dense(4)]
internal sealed partial class DeepSigmoid;

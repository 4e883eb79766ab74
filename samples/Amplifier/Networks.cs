using FcGen;

namespace Amplifier;

/// <summary>
/// Imitates an amplifier with a small WaveNet (van den Oord et al. 2016,
/// <see href="https://arxiv.org/abs/1609.03499">arXiv:1609.03499</see>): causal convolutions with growing dilations, gates, residuals, and 1x1
/// convolutions that mix channels. The last one mixes all gates. The output depends on 511 samples.
/// </summary>
[Network]
[Sequence(Training.Window, 1)]
[Conv1d(8, 1, Name = "x0")]
[Conv1d(16, 3, Causal = true), GatedTanh(Name = "z0"), Conv1d(8, 1), Add("x0", Name = "x1")]
[Conv1d(16, 3, Causal = true, Dilation = 2), GatedTanh(Name = "z1"), Conv1d(8, 1), Add("x1", Name = "x2")]
[Conv1d(16, 3, Causal = true, Dilation = 4), GatedTanh(Name = "z2"), Conv1d(8, 1), Add("x2", Name = "x3")]
[Conv1d(16, 3, Causal = true, Dilation = 8), GatedTanh(Name = "z3"), Conv1d(8, 1), Add("x3", Name = "x4")]
[Conv1d(16, 3, Causal = true, Dilation = 16), GatedTanh(Name = "z4"), Conv1d(8, 1), Add("x4", Name = "x5")]
[Conv1d(16, 3, Causal = true, Dilation = 32), GatedTanh(Name = "z5"), Conv1d(8, 1), Add("x5", Name = "x6")]
[Conv1d(16, 3, Causal = true, Dilation = 64), GatedTanh(Name = "z6"), Conv1d(8, 1), Add("x6", Name = "x7")]
[Conv1d(16, 3, Causal = true, Dilation = 128), GatedTanh]
[Concat("z6"), Concat("z5"), Concat("z4"), Concat("z3"), Concat("z2"), Concat("z1"), Concat("z0"), Conv1d(1, 1)]
public sealed partial class AmplifierNet;

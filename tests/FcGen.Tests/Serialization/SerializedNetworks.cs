namespace FcGen.Tests.Serialization;

/// <summary>Four numbers: two weights, of two outputs each, and no more.</summary>
[Network]
[Input(1)]
[Dense(2)]
internal sealed partial class Line;

/// <summary>Every tensor of a batch norm, one of them a count.</summary>
[Network]
[Input(2)]
[BatchNorm(Name = "norm")]
internal sealed partial class Norm;

/// <summary>Names that JSON cannot hold as they are.</summary>
[Network]
[Input(1)]
[Dense(1, Name = "größe \"1\"\\")]
internal sealed partial class StrangeNames;

/// <summary>Weights that take several blocks, which end within rows.</summary>
[Network]
[Input(123)]
[Dense(457), ReLU, Dense(3)]
internal sealed partial class SeveralBlocks;

/// <summary>A submodule <c>model</c>, with tensors of every kind.</summary>
[Network(Prefix = "model")]
[Input(2)]
[Dense(3, Name = "encoder.0"), BatchNorm, Add("encoder.0"), PReLU, Dense(2)]
internal sealed partial class Prefixed;

/// <summary>The same without a prefix.</summary>
[Network]
[Input(2)]
[Dense(3, Name = "encoder.0"), BatchNorm, Add("encoder.0"), PReLU, Dense(2)]
internal sealed partial class NotPrefixed;

/// <summary>A prefix with its dot, and PyTorch's default names.</summary>
[Network(Prefix = "model.")]
[Input(2)]
[Dense(1)]
internal sealed partial class PrefixedLine;

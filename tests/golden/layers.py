"""
Every layer and every option of its attribute, in a small network each. Golden/LayerCases.cs declares the same networks.

A case makes the modules in the order of FcGen's layers, so that tensors have the same names; what has no peer of its own is an
nn.Identity. A case with another order of computation than one after the other is a class derived from nn.Sequential.
"""
import json
import zlib

import numpy
import torch
from torch import nn

from common import FOLDER, numbers, write
from losses import MEAN_SQUARED_ERROR
from networks import ROWS, record

INPUTS, HIDDEN, OUTPUTS = 3, 9, 2
DIGITS = 7  # of what is recorded: the tolerance of the tests is 1e-5


class MaskedDropout(nn.Module):
    """Dropout with the masks that FcGen draws in its first steps: PyTorch's own random numbers cannot be the same."""

    MASKS = json.loads((FOLDER / "dropout-masks.json").read_text())

    def __init__(self, rate):
        super().__init__()
        self.rate, self.step = rate, 0

    def forward(self, x):
        if not self.training:
            return x
        self.step += 1
        kept = torch.tensor([float(bit) for bit in self.MASKS[f"step {self.step}"]])
        return x * (kept[:x.numel()].reshape(x.shape) / (1 - self.rate))


class Named(nn.Identity):
    """Add or Concat: `join` of what comes in and the output of a layer before; layer -1 is the input."""

    def __init__(self, layer, join):
        super().__init__()
        self.layer, self.join = layer, join


def add(layer):
    return Named(layer, lambda x, other: x + other)


def concat(layer, dim=1):
    return Named(layer, lambda x, other: torch.cat([x, other], dim=dim))


class StepsConv1d(nn.Conv1d):
    """A convolution along the steps of a sequence: PyTorch's has channels first."""

    def forward(self, x):
        return super().forward(x.transpose(1, 2)).transpose(1, 2)


class SameConv2d(nn.Conv2d):
    """A convolution with an output for each stride: zeros on both sides, the odd one below and on the right, as in TensorFlow."""

    def forward(self, x):
        zeros = []
        for size, taps, stride in zip(x.shape[:1:-1], self.kernel_size[::-1], self.stride[::-1]):
            missing = max(0, (-(-size // stride) - 1) * stride + taps - size)
            zeros += [missing // 2, missing - missing // 2]
        return super().forward(nn.functional.pad(x, zeros))


class CausalConv1d(nn.Conv1d):
    """A convolution that reads no later position."""

    def forward(self, x):
        return super().forward(nn.functional.pad(x, (self.dilation[0] * (self.kernel_size[0] - 1), 0)))


class Transpose(nn.Module):
    """A signal from a sequence, and back."""

    def forward(self, x):
        return x.transpose(1, 2)


class Steps(nn.Module):
    """A layer along the steps of a sequence: PyTorch's has channels first."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def forward(self, x):
        return self.layer(x.transpose(1, 2)).transpose(1, 2)


class StepsBatchNorm(nn.BatchNorm1d):
    """A batch norm of the features of a sequence: PyTorch's has channels first."""

    def forward(self, x):
        return super().forward(x.transpose(1, 2)).transpose(1, 2)


class StepsGroupNorm(nn.GroupNorm):
    """A norm of groups of features of a sequence: PyTorch's has channels first."""

    def forward(self, x):
        return super().forward(x.transpose(1, 2)).transpose(1, 2)


class StepsPReLU(nn.PReLU):
    """A slope for each feature of a sequence: PyTorch's has channels first."""

    def forward(self, x):
        return super().forward(x.transpose(1, 2)).transpose(1, 2)


class Outputs:
    """The outputs of a recurrent layer alone, with the masks of `MaskedDropout` between its layers."""

    def __init__(self, *sizes, masked=0, **options):
        super().__init__(*sizes, batch_first=True, **options)
        self.mask = MaskedDropout(masked) if masked else None

    def forward(self, x):
        if self.mask is None:
            return super().forward(x)[0]
        zero = torch.zeros(2 if self.bidirectional else 1, len(x), self.hidden_size)
        for level in range(self.num_layers):
            weights = [getattr(self, name) for name in self._flat_weights_names if f"_l{level}" in name]
            state, run = ((zero, zero), torch._VF.lstm) if self.mode == "LSTM" else (zero, getattr(torch._VF, self.mode.lower()))
            x = run(x, state, weights, self.bias, 1, 0.0, self.training, self.bidirectional, True)[0]
            x = self.mask(x) if level < self.num_layers - 1 else x
        return x


class RNN(Outputs, nn.RNN):
    pass


class LSTM(Outputs, nn.LSTM):
    pass


class GRU(Outputs, nn.GRU):
    pass


class Last(nn.Module):
    """The last steps of a sequence; one is a vector."""

    def __init__(self, count=1):
        super().__init__()
        self.count = count

    def forward(self, x):
        return x[:, -1] if self.count == 1 else x[:, -self.count:]


class Maxout(nn.Module):
    """The maximum of every `pieces` consecutive channels, which are in dimension `dim`."""

    def __init__(self, pieces, dim=1):
        super().__init__()
        self.pieces, self.dim = pieces, dim

    def forward(self, x):
        return x.unflatten(self.dim, (-1, self.pieces)).max(self.dim + 1).values


class GatedTanh(nn.Module):
    """The tanh of the first half of dimension `dim`, times the sigmoid of the second half."""

    def __init__(self, dim=1):
        super().__init__()
        self.dim = dim

    def forward(self, x):
        a, b = x.chunk(2, self.dim)
        return torch.tanh(a) * torch.sigmoid(b)


class Graph(nn.Sequential):
    """One after the other, but for the layers that name another."""

    def forward(self, x):
        values = [x]
        for layer in self:
            x = values[-1]
            values.append(layer.join(x, values[layer.layer + 1]) if isinstance(layer, Named) else layer(x))
        return values[-1]


def between(layer):
    """A case with dense layers before and after."""
    return lambda: nn.Sequential(nn.Linear(INPUTS, HIDDEN), layer(), nn.Linear(HIDDEN, OUTPUTS))


def last(layer):
    """A case with the layer at the end."""
    return lambda: nn.Sequential(nn.Linear(INPUTS, OUTPUTS), layer())


def first(layer):
    """A case with the layer at the beginning, whose gradient needs the input of the network."""
    return lambda: nn.Sequential(layer(), nn.Linear(INPUTS, OUTPUTS))


CASES = {
    "Dense": lambda: nn.Sequential(nn.Linear(INPUTS, HIDDEN), nn.Linear(HIDDEN, OUTPUTS)),
    "DenseWithoutBias": lambda: nn.Sequential(nn.Linear(INPUTS, HIDDEN, bias=False), nn.Linear(HIDDEN, OUTPUTS, bias=False)),
    "ReLU": between(nn.ReLU),
    "LeakyReLU": between(nn.LeakyReLU),
    "LeakyReLUSlope": between(lambda: nn.LeakyReLU(0.2)),
    "ReLU6": between(nn.ReLU6),
    "Hardtanh": between(nn.Hardtanh),
    "HardtanhOptions": between(lambda: nn.Hardtanh(-0.25, 2)),
    "ELU": between(nn.ELU),
    "ELUAlpha": between(lambda: nn.ELU(0.3)),
    "SELU": between(nn.SELU),
    "CELU": between(nn.CELU),
    "CELUAlpha": between(lambda: nn.CELU(0.3)),
    "Mish": between(nn.Mish),
    "Softsign": between(nn.Softsign),
    "LogSigmoid": between(nn.LogSigmoid),
    "GELU": between(nn.GELU),
    "GELUFirst": first(nn.GELU),
    "GELUApproximate": between(lambda: nn.GELU(approximate="tanh")),
    "SiLU": between(nn.SiLU),
    "SiLULast": last(nn.SiLU),
    "Softplus": between(nn.Softplus),
    "SoftplusOptions": between(lambda: nn.Softplus(beta=2.5, threshold=3)),
    "Sigmoid": between(nn.Sigmoid),
    "Tanh": between(nn.Tanh),
    "HardSigmoid": between(nn.Hardsigmoid),
    "HardSwish": between(nn.Hardswish),
    "HardSwishFirst": first(nn.Hardswish),
    "Softmax": between(lambda: nn.Softmax(dim=1)),
    "SoftmaxLast": last(lambda: nn.Softmax(dim=1)),
    "LogSoftmax": between(lambda: nn.LogSoftmax(dim=1)),
    "LogSoftmaxLast": last(lambda: nn.LogSoftmax(dim=1)),
    "Dropout": between(lambda: MaskedDropout(0.4)),
    "DropoutZero": between(lambda: nn.Dropout(0)),
    "PReLU": between(nn.PReLU),
    "PReLUSlope": first(lambda: nn.PReLU(init=0.1)),
    "PReLUPerChannel": between(lambda: nn.PReLU(HIDDEN)),
    "BatchNorm": between(lambda: nn.BatchNorm1d(HIDDEN)),
    "BatchNormCumulative": between(lambda: nn.BatchNorm1d(HIDDEN, momentum=None)),
    "BatchNormOptions": lambda: nn.Sequential(
        nn.BatchNorm1d(INPUTS, momentum=0.3, eps=0.01), nn.Linear(INPUTS, HIDDEN), nn.ReLU(), nn.BatchNorm1d(HIDDEN), nn.Linear(HIDDEN, OUTPUTS)),
    "BatchNormLast": last(lambda: nn.BatchNorm1d(OUTPUTS)),
    "LayerNorm": between(lambda: nn.LayerNorm(HIDDEN)),
    "LayerNormEpsilon": first(lambda: nn.LayerNorm(INPUTS, eps=0.01)),
    "Maxout": lambda: nn.Sequential(nn.Linear(INPUTS, HIDDEN), Maxout(3), nn.Linear(HIDDEN // 3, OUTPUTS)),
    "MaxoutFirst": lambda: nn.Sequential(Maxout(3), nn.Linear(1, HIDDEN), Maxout(1), nn.Linear(HIDDEN, OUTPUTS)),
    "MaxoutLast": lambda: nn.Sequential(nn.Linear(INPUTS, 4), Maxout(2)),
    "Glu": lambda: nn.Sequential(nn.Linear(INPUTS, 10), nn.GLU(dim=1), nn.Linear(5, OUTPUTS)),
    "GluLast": lambda: nn.Sequential(nn.Linear(INPUTS, 40), nn.GLU(dim=1), nn.Linear(20, 4), nn.GLU(dim=1)),
    "GatedTanh": lambda: nn.Sequential(nn.Linear(INPUTS, 10), GatedTanh(), nn.Linear(5, OUTPUTS)),
    "GatedTanhLast": lambda: nn.Sequential(nn.Linear(INPUTS, 40), GatedTanh(), nn.Linear(20, 4), GatedTanh()),
    "Add": lambda: Graph(nn.Linear(INPUTS, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, HIDDEN), nn.Tanh(), add(0), nn.Linear(HIDDEN, OUTPUTS)),
    "AddInput": lambda: Graph(nn.Linear(INPUTS, INPUTS), nn.BatchNorm1d(INPUTS), add(-1), nn.ReLU(), add(-1), nn.Linear(INPUTS, OUTPUTS)),
    "Concat": lambda: Graph(nn.Linear(INPUTS, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, 4), concat(1), nn.Linear(HIDDEN + 4, OUTPUTS)),
    "ConcatInput": lambda: Graph(nn.Linear(INPUTS, 4), nn.Sigmoid(), concat(-1), concat(2), nn.Linear(14, OUTPUTS)),
}

# Cases on other shapes: that of the input, that of the output, and the network.
SHAPED = {
    "Sequence": ((10, 6), (10, 2), lambda: nn.Sequential(nn.Linear(6, 8), nn.ReLU(), nn.LayerNorm(8), nn.Linear(8, 2))),
    "SequenceBatchNorm": ((5, 3), (OUTPUTS,), lambda: nn.Sequential(
        nn.Linear(3, 4, bias=False), StepsBatchNorm(4), nn.ReLU(), nn.Flatten(), nn.Linear(20, OUTPUTS))),
    "SequencePReLU": ((5, 3), (5, 2), lambda: nn.Sequential(StepsPReLU(3), nn.Linear(3, 2), nn.Softmax(dim=2))),
    "SequencePReLUShared": ((5, 3), (5, 2), lambda: nn.Sequential(nn.Linear(3, 4), nn.PReLU(), nn.Linear(4, 2))),
    "SequenceGraph": ((4, 3), (4, 9), lambda: Graph(
        nn.Linear(3, 3), nn.Tanh(), add(-1), nn.LogSoftmax(dim=2), concat(1, dim=2), nn.Linear(6, 9), nn.GELU())),
    "SequenceDropout": ((3, 3), (3, 3), lambda: nn.Sequential(nn.Linear(3, 9), nn.Dropout(0), nn.Linear(9, 3), StepsBatchNorm(3))),
    "Signal": ((3, 5), (OUTPUTS,), lambda: nn.Sequential(
        nn.BatchNorm1d(3), nn.PReLU(3), nn.LayerNorm([3, 5]), nn.Flatten(), nn.Linear(15, OUTPUTS))),
    "SignalTranspose": ((3, 5), (9, 5), lambda: nn.Sequential(
        nn.Softmax(dim=1), Transpose(), nn.Linear(3, 9), Transpose(), nn.PReLU(9), nn.SiLU())),
    "SignalFlatten": ((3, 5), (15,), lambda: nn.Sequential(
        nn.BatchNorm1d(3), nn.Flatten(), nn.BatchNorm1d(15), nn.LayerNorm(15), nn.Tanh())),
    "Conv1d": ((3, 9), (OUTPUTS,), lambda: nn.Sequential(nn.Conv1d(3, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(28, OUTPUTS))),
    "Conv1dOptions": ((4, 12), (6, 6), lambda: nn.Sequential(
        nn.Conv1d(4, 6, 2, stride=2, padding=1, dilation=3, groups=2, bias=False), nn.Tanh())),
    "Conv1dSame": ((3, 9), (4, 9), lambda: nn.Sequential(nn.Conv1d(3, 4, 4, padding="same"), nn.ELU())),
    "Conv1dCausal": ((2, 11), (5, 4), lambda: nn.Sequential(CausalConv1d(2, 4, 3, dilation=2), nn.Tanh(), CausalConv1d(4, 5, 2, stride=3))),
    "Conv2d": ((3, 7, 6), (9, 5, 4), lambda: nn.Sequential(nn.Conv2d(3, 9, 3), nn.Tanh())),
    "Conv2dOptions": ((2, 9, 8), (3, 4, 4), lambda: nn.Sequential(nn.Conv2d(2, 3, 2, stride=2, padding=1, dilation=3, bias=False), nn.Sigmoid())),
    "Conv2dSides": ((4, 9, 11), (OUTPUTS,), lambda: nn.Sequential(
        nn.Conv2d(4, 6, (3, 2), stride=(2, 3), padding=(1, 2), dilation=(1, 4), groups=2), nn.Tanh(), nn.Flatten(), nn.Linear(120, OUTPUTS))),
    "Conv2dSame": ((1, 6, 8), (5, 3, 4), lambda: nn.Sequential(nn.Conv2d(1, 8, 5, padding="same"), nn.ReLU(), SameConv2d(8, 5, 3, stride=2))),
    "Conv2dDepthwise": ((3, 6, 5), (7, 6, 5), lambda: nn.Sequential(
        nn.Conv2d(3, 20, 1), nn.Tanh(), nn.Conv2d(20, 20, 3, padding=1, groups=20), nn.Tanh(), nn.Conv2d(20, 7, 1))),
    "Conv2dGraph": ((6, 5, 5), (6, 5, 5), lambda: Graph(
        nn.Conv2d(6, 6, 3, padding=1), nn.BatchNorm2d(6), nn.ReLU(), nn.Conv2d(6, 6, 3, padding=1), add(-1), nn.Softsign())),
    "Conv1dFilter": ((1, 40), (1, 26), lambda: nn.Sequential(nn.Conv1d(1, 1, 15), nn.Tanh(), nn.Conv1d(1, 1, 21, padding=10))),
    "Conv2dFewOutputs": ((5, 7, 8), (2, 4, 4), lambda: nn.Sequential(
        nn.Conv2d(5, 12, 1), nn.Tanh(), nn.Conv2d(12, 2, 3, stride=2, padding=1), nn.BatchNorm2d(2), nn.Sigmoid())),
    "Conv2dSingleOutput": ((1, 9, 7), (1, 9, 7), lambda: Graph(
        nn.Conv2d(1, 16, 1), nn.Tanh(), nn.Conv2d(16, 1, 3, padding=1), nn.BatchNorm2d(1), add(-1), nn.Softsign())),
    "Conv2dStrides": ((3, 10, 16), (4, 10, 16), lambda: nn.Sequential(
        nn.Conv2d(3, 4, 3, padding=1), nn.Tanh(), nn.Conv2d(4, 6, 3, stride=2, padding=1), nn.Tanh(), nn.ConvTranspose2d(6, 4, 4, stride=2, padding=1), nn.Softsign())),
    "ConvTranspose1d": ((3, 6), (4, 8), lambda: nn.Sequential(nn.ConvTranspose1d(3, 4, 3), nn.Tanh())),
    "ConvTranspose1dOptions": ((4, 5), (6, 16), lambda: nn.Sequential(
        nn.ConvTranspose1d(4, 6, 2, stride=3, padding=1, output_padding=2, dilation=3, groups=2, bias=False), nn.Softsign())),
    "ConvTranspose2d": ((3, 4, 5), (6, 6, 7), lambda: nn.Sequential(nn.ConvTranspose2d(3, 6, 3), nn.Tanh())),
    "ConvTranspose2dOptions": ((2, 4, 3), (3, 9, 7), lambda: nn.Sequential(
        nn.ConvTranspose2d(2, 3, 2, stride=2, padding=1, output_padding=1, dilation=3, bias=False), nn.Sigmoid())),
    "ConvTranspose2dSides": ((4, 2, 2), (6, 4, 6), lambda: nn.Sequential(
        nn.ConvTranspose2d(4, 6, (3, 2), stride=(2, 3), padding=(1, 2), output_padding=(1, 2), dilation=(1, 4), groups=2),
        nn.Tanh())),
    "ZeroPad1d": ((2, 6), (4, 7), lambda: nn.Sequential(nn.ConstantPad1d((3, 0), 0), nn.Conv1d(2, 4, 3), nn.Tanh())),
    "ZeroPad1dRight": ((2, 6), (2, 8), lambda: nn.Sequential(nn.Conv1d(2, 2, 1), nn.ConstantPad1d((0, 2), 0))),
    "ZeroPad2d": ((2, 5, 4), (3, 7, 6), lambda: nn.Sequential(nn.ZeroPad2d((1, 2, 3, 0)), nn.Conv2d(2, 3, 2), nn.Tanh())),
    "ZeroPad2dLast": ((2, 3, 4), (2, 5, 4), lambda: nn.Sequential(nn.Conv2d(2, 2, 1), nn.ZeroPad2d((0, 0, 0, 2)))),
    "Conv1dSequence": ((8, 3), (5, 9), lambda: nn.Sequential(StepsConv1d(3, 5, 4), nn.SiLU(), nn.Linear(5, 9))),
    "SequenceMaxout": ((5, 3), (5, 2), lambda: nn.Sequential(nn.Linear(3, 8), Maxout(4, dim=2), nn.Linear(2, 2))),
    "SignalMaxout": ((4, 5), (OUTPUTS,), lambda: nn.Sequential(
        Maxout(2), nn.Conv1d(2, 6, 3), Maxout(3), nn.Flatten(), nn.Linear(6, OUTPUTS))),
    "ImageMaxout": ((4, 3, 2), (OUTPUTS,), lambda: nn.Sequential(
        nn.BatchNorm2d(4), Maxout(2), nn.Flatten(), Maxout(6), nn.Linear(2, OUTPUTS))),
    "SequenceGlu": ((5, 4), (5, 2), lambda: nn.Sequential(nn.GLU(dim=2), nn.Linear(2, 34), nn.GLU(dim=2), nn.Linear(17, 2))),
    "SignalGlu": ((4, 5), (OUTPUTS,), lambda: nn.Sequential(
        nn.GLU(dim=1), nn.Conv1d(2, 10, 2), nn.GLU(dim=1), nn.Flatten(), nn.Linear(20, OUTPUTS))),
    "ImageGlu": ((4, 3, 2), (OUTPUTS,), lambda: nn.Sequential(
        nn.Conv2d(4, 40, 1), nn.GLU(dim=1), nn.Flatten(), nn.GLU(dim=1), nn.Linear(60, OUTPUTS))),
    "SequenceGatedTanh": ((5, 4), (5, 2), lambda: nn.Sequential(GatedTanh(dim=2), nn.Linear(2, 34), GatedTanh(dim=2), nn.Linear(17, 2))),
    "SignalGatedTanh": ((3, 9), (3, 9), lambda: Graph(
        CausalConv1d(3, 32, 2, dilation=2), GatedTanh(), nn.Conv1d(16, 3, 1), add(-1), CausalConv1d(3, 6, 3), GatedTanh())),
    "ImageGatedTanh": ((2, 3, 4), (3, 3, 4), lambda: nn.Sequential(nn.BatchNorm2d(2), nn.Conv2d(2, 6, 3, padding=1), GatedTanh())),
    "MaxPool1d": ((3, 9), (OUTPUTS,), lambda: nn.Sequential(
        nn.Conv1d(3, 4, 2), nn.MaxPool1d(2), nn.Flatten(), nn.Linear(16, OUTPUTS))),
    "MaxPool1dOptions": ((4, 10), (6, 5), lambda: nn.Sequential(
        nn.PReLU(4), nn.MaxPool1d(3, stride=2, padding=1, dilation=2, ceil_mode=True), nn.Conv1d(4, 6, 1), nn.Tanh())),
    "MaxPool1dSequence": ((11, 3), (4, 9), lambda: nn.Sequential(Steps(nn.MaxPool1d(3, ceil_mode=True)), nn.Linear(3, 9))),
    "MaxPool2d": ((3, 5, 6), (OUTPUTS,), lambda: nn.Sequential(
        nn.BatchNorm2d(3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(18, OUTPUTS))),
    "MaxPool2dOptions": ((2, 9, 7), (2, 4, 3), lambda: nn.Sequential(
        nn.BatchNorm2d(2), nn.MaxPool2d(3, stride=2, padding=1, dilation=2, ceil_mode=True), nn.PReLU(2))),
    "MaxPool2dDirections": ((9, 6, 9), (9, 6, 4), lambda: nn.Sequential(
        nn.PReLU(9), nn.MaxPool2d((2, 4), stride=(1, 3), padding=(1, 2), dilation=(2, 1)), nn.BatchNorm2d(9))),
    "MaxPool2dFirst": ((1, 6, 4), (OUTPUTS,), lambda: nn.Sequential(nn.MaxPool2d((3, 2)), nn.Flatten(), nn.Linear(4, OUTPUTS))),
    "AvgPool1d": ((3, 9), (OUTPUTS,), lambda: nn.Sequential(
        nn.Conv1d(3, 4, 2), nn.AvgPool1d(2), nn.Flatten(), nn.Linear(16, OUTPUTS))),
    "AvgPool1dOptions": ((4, 9), (6, 6), lambda: nn.Sequential(
        nn.PReLU(4), nn.AvgPool1d(3, stride=2, padding=1, ceil_mode=True), nn.AvgPool1d(2, stride=1, padding=1, count_include_pad=False), nn.Conv1d(4, 6, 1))),
    "AvgPool1dSequence": ((11, 3), (4, 9), lambda: nn.Sequential(Steps(nn.AvgPool1d(3, ceil_mode=True)), nn.Linear(3, 9))),
    "AvgPool2d": ((3, 5, 6), (OUTPUTS,), lambda: nn.Sequential(
        nn.BatchNorm2d(3), nn.ReLU(), nn.AvgPool2d(2), nn.Flatten(), nn.Linear(18, OUTPUTS))),
    "AvgPool2dOptions": ((2, 8, 7), (2, 5, 4), lambda: nn.Sequential(
        nn.PReLU(2), nn.AvgPool2d(3, stride=2, padding=1, ceil_mode=True), nn.BatchNorm2d(2))),
    "AvgPool2dDirections": ((9, 6, 9), (9, 7, 4), lambda: nn.Sequential(
        nn.PReLU(9), nn.AvgPool2d((2, 4), stride=(1, 3), padding=(1, 2), ceil_mode=True, count_include_pad=False), nn.BatchNorm2d(9))),
    "GlobalAvgPool": ((3, 4, 5), (OUTPUTS,), lambda: nn.Sequential(
        nn.BatchNorm2d(3), nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()), nn.Linear(3, OUTPUTS))),
    "GlobalAvgPoolSequence": ((7, 3), (OUTPUTS,), lambda: nn.Sequential(
        nn.Linear(3, 9), nn.Sequential(Steps(nn.AdaptiveAvgPool1d(1)), nn.Flatten()), nn.Linear(9, OUTPUTS))),
    "GlobalMaxPool": ((3, 4, 5), (OUTPUTS,), lambda: nn.Sequential(
        nn.BatchNorm2d(3), nn.Sequential(nn.AdaptiveMaxPool2d(1), nn.Flatten()), nn.Linear(3, OUTPUTS))),
    "GlobalMaxPoolSignal": ((3, 8), (9,), lambda: nn.Sequential(nn.Conv1d(3, 9, 3), nn.Sequential(nn.AdaptiveMaxPool1d(1), nn.Flatten()))),
    "AdaptiveAvgPool2d": ((3, 7, 5), (OUTPUTS,), lambda: nn.Sequential(
        nn.BatchNorm2d(3), nn.AdaptiveAvgPool2d((2, 3)), nn.Flatten(), nn.Linear(18, OUTPUTS))),
    "AdaptiveAvgPool2dLarger": ((2, 4, 3), (2, 4, 5), lambda: nn.Sequential(nn.PReLU(2), nn.AdaptiveAvgPool2d((4, 5)))),
    "Upsample": ((2, 2, 3), (2, 4, 6), lambda: nn.Sequential(nn.PReLU(2), nn.Upsample(scale_factor=2), nn.BatchNorm2d(2))),
    "UpsampleSignal": ((3, 4), (5, 10), lambda: nn.Sequential(nn.Upsample(scale_factor=3), nn.Conv1d(3, 5, 3))),
    "UpsampleSequence": ((3, 9), (6, 2), lambda: nn.Sequential(Steps(nn.Upsample(scale_factor=2)), nn.Linear(9, 2))),
    "GroupNorm": ((6, 3, 4), (OUTPUTS,), lambda: nn.Sequential(nn.GroupNorm(3, 6), nn.ReLU(), nn.Flatten(), nn.Linear(72, OUTPUTS))),
    "GroupNormEpsilon": ((INPUTS,), (OUTPUTS,), lambda: nn.Sequential(
        nn.Linear(INPUTS, 20), nn.GroupNorm(2, 20, eps=0.01), nn.Tanh(), nn.Linear(20, OUTPUTS))),
    "GroupNormSignal": ((4, 9), (OUTPUTS,), lambda: nn.Sequential(
        nn.Conv1d(4, 10, 2), nn.GroupNorm(1, 10), nn.SiLU(), nn.Flatten(), nn.Linear(80, OUTPUTS))),
    "GroupNormSequence": ((7, 4), (7, 2), lambda: nn.Sequential(nn.Linear(4, 9), StepsGroupNorm(9, 9), nn.Tanh(), nn.Linear(9, 2))),
    "RNN": ((6, 3), (OUTPUTS,), lambda: nn.Sequential(RNN(3, 9), Last(), nn.Linear(9, OUTPUTS))),
    "RNNWithoutBias": ((5, 9), (5, 8), lambda: nn.Sequential(RNN(9, 8, bias=False, nonlinearity="relu"))),
    "RNNLayers": ((5, 3), (5, 7), lambda: nn.Sequential(RNN(3, 7, num_layers=3))),
    "RNNBidirectional": ((4, 2), (4, 3), lambda: nn.Sequential(nn.Linear(2, 5), RNN(5, 6, num_layers=2, bidirectional=True), nn.Linear(12, 3))),
    "RNNBidirectionalFirst": ((5, 3), (5, 14), lambda: nn.Sequential(RNN(3, 7, bidirectional=True))),
    "RNNDropout": ((3, 4), (OUTPUTS,), lambda: nn.Sequential(
        nn.Linear(4, 5), RNN(5, 3, num_layers=2, masked=0.4), Last(), nn.Linear(3, OUTPUTS))),
    "LSTM": ((6, 3), (OUTPUTS,), lambda: nn.Sequential(LSTM(3, 9), Last(), nn.Linear(9, OUTPUTS))),
    "LSTMWithoutBias": ((5, 9), (5, 8), lambda: nn.Sequential(LSTM(9, 8, bias=False))),
    "LSTMLayers": ((5, 3), (5, 7), lambda: nn.Sequential(LSTM(3, 7, num_layers=3))),
    "LSTMBidirectional": ((4, 2), (4, 3), lambda: nn.Sequential(nn.Linear(2, 5), LSTM(5, 6, num_layers=2, bidirectional=True), nn.Linear(12, 3))),
    "LSTMBidirectionalFirst": ((5, 3), (5, 14), lambda: nn.Sequential(LSTM(3, 7, bidirectional=True))),
    "LSTMDropout": ((3, 4), (OUTPUTS,), lambda: nn.Sequential(
        nn.Linear(4, 5), LSTM(5, 3, num_layers=2, masked=0.4), Last(), nn.Linear(3, OUTPUTS))),
    "GRU": ((6, 3), (OUTPUTS,), lambda: nn.Sequential(GRU(3, 9), Last(), nn.Linear(9, OUTPUTS))),
    "GRUWithoutBias": ((5, 9), (5, 8), lambda: nn.Sequential(GRU(9, 8, bias=False))),
    "GRULayers": ((5, 3), (5, 7), lambda: nn.Sequential(GRU(3, 7, num_layers=3))),
    "GRUBidirectional": ((4, 2), (4, 3), lambda: nn.Sequential(nn.Linear(2, 5), GRU(5, 6, num_layers=2, bidirectional=True), nn.Linear(12, 3))),
    "GRUBidirectionalFirst": ((5, 3), (5, 14), lambda: nn.Sequential(GRU(3, 7, bidirectional=True))),
    "GRUDropout": ((3, 4), (OUTPUTS,), lambda: nn.Sequential(
        nn.Linear(4, 5), GRU(5, 3, num_layers=2, masked=0.4), Last(), nn.Linear(3, OUTPUTS))),
    "LSTMGraph": ((6, 5), (2, 5), lambda: Graph(LSTM(5, 5), add(-1), nn.Tanh(), GRU(5, 5), add(2), Last(2))),
    "GRUSignal": ((3, 7), (OUTPUTS,), lambda: nn.Sequential(nn.Conv1d(3, 6, 2), Transpose(), GRU(6, 10), nn.Flatten(), nn.Linear(60, OUTPUTS))),
    "Image": ((2, 3, 4), (OUTPUTS,), lambda: nn.Sequential(nn.BatchNorm2d(2), nn.Tanh(), nn.Flatten(), nn.Linear(24, OUTPUTS))),
    "ImageGraph": ((2, 3, 2), (4, 3, 2), lambda: Graph(nn.BatchNorm2d(2), concat(-1), nn.LogSoftmax(dim=1), add(1), nn.LayerNorm([4, 3, 2]))),
    "ImageFlatten": ((1, 3, 4), (OUTPUTS,), lambda: nn.Sequential(nn.Flatten(), nn.Linear(12, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, OUTPUTS))),
}


def draw(random, bound, *shape):
    """Numbers of two decimals, which are short in the file."""
    return torch.tensor(numpy.round(random.uniform(-bound, bound, shape), 2).astype(numpy.float32))


def start_of(tensor, value, random):
    """What a tensor of the network starts with: variances are positive, counts are as PyTorch has them."""
    if not value.is_floating_point():
        return value
    drawn = draw(random, 0.6, *value.shape)
    return drawn.abs() + 0.5 if tensor.endswith("running_var") else drawn


def generate():
    content = {}
    plain = {name: ((INPUTS,), (OUTPUTS,), make) for name, make in CASES.items()}
    for name, (inputs_shape, outputs_shape, make) in (plain | SHAPED).items():
        # A stream of its own, so that a new case leaves the others as they are.
        random = numpy.random.RandomState(zlib.crc32(name.encode()))
        inputs = draw(random, 4, ROWS, *inputs_shape)
        targets = draw(random, 1, ROWS, *outputs_shape)
        start = {tensor: start_of(tensor, value, random) for tensor, value in make().state_dict().items()}

        def fresh():
            network = make()
            network.load_state_dict(start)
            return network

        content[name] = {"targets": numbers(targets, DIGITS)} | record(fresh, inputs, targets, MEAN_SQUARED_ERROR, ["SgdMomentum"], DIGITS)
    write("layers", content)

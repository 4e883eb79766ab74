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
        kept = torch.tensor([float(bit) for bit in self.MASKS[f"step {self.step}"]]).reshape(-1, x.shape[1])
        return x * (kept[:len(x)] / (1 - self.rate))


class Named(nn.Identity):
    """Add or Concat: `join` of what comes in and the output of a layer before; layer -1 is the input."""

    def __init__(self, layer, join):
        super().__init__()
        self.layer, self.join = layer, join


def add(layer):
    return Named(layer, lambda x, other: x + other)


def concat(layer):
    return Named(layer, lambda x, other: torch.cat([x, other], dim=1))


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
    "ELU": between(nn.ELU),
    "ELUAlpha": between(lambda: nn.ELU(0.3)),
    "SELU": between(nn.SELU),
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
    "BatchNorm": between(lambda: nn.BatchNorm1d(HIDDEN)),
    "BatchNormOptions": lambda: nn.Sequential(
        nn.BatchNorm1d(INPUTS, momentum=0.3, eps=0.01), nn.Linear(INPUTS, HIDDEN), nn.ReLU(), nn.BatchNorm1d(HIDDEN), nn.Linear(HIDDEN, OUTPUTS)),
    "BatchNormLast": last(lambda: nn.BatchNorm1d(OUTPUTS)),
    "LayerNorm": between(lambda: nn.LayerNorm(HIDDEN)),
    "LayerNormEpsilon": first(lambda: nn.LayerNorm(INPUTS, eps=0.01)),
    "Add": lambda: Graph(nn.Linear(INPUTS, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, HIDDEN), nn.Tanh(), add(0), nn.Linear(HIDDEN, OUTPUTS)),
    "AddInput": lambda: Graph(nn.Linear(INPUTS, INPUTS), nn.BatchNorm1d(INPUTS), add(-1), nn.ReLU(), add(-1), nn.Linear(INPUTS, OUTPUTS)),
    "Concat": lambda: Graph(nn.Linear(INPUTS, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, 4), concat(1), nn.Linear(HIDDEN + 4, OUTPUTS)),
    "ConcatInput": lambda: Graph(nn.Linear(INPUTS, 4), nn.Sigmoid(), concat(-1), concat(2), nn.Linear(14, OUTPUTS)),
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
    for name, make in CASES.items():
        # A stream of its own, so that a new case leaves the others as they are.
        random = numpy.random.RandomState(zlib.crc32(name.encode()))
        inputs = draw(random, 4, ROWS, INPUTS)
        targets = draw(random, 1, ROWS, OUTPUTS)
        start = {tensor: start_of(tensor, value, random) for tensor, value in make().state_dict().items()}

        def fresh():
            network = make()
            network.load_state_dict(start)
            return network

        content[name] = {"targets": numbers(targets, DIGITS)} | record(fresh, inputs, targets, MEAN_SQUARED_ERROR, ["SgdMomentum"], DIGITS)
    write("layers", content)

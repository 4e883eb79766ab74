"""First weights: the bounds and standard deviations that torch.nn.init draws with, taken down from its own calls."""
import numpy
import torch
from torch.nn import init

from common import numbers, write

SHAPES = [(300, 400), (10, 64), (1, 1)]  # [outputs, inputs]
GAINS = [1.0, 1.6666666, 0.1]

# One function for each member of FcGen.Init. Where torch takes a nonlinearity instead of a gain, "linear" has gain 1, which the tensor
# is multiplied by afterwards.
INITIALIZERS = {
    "XavierUniform": lambda w, gain: init.xavier_uniform_(w, gain),
    "XavierNormal": lambda w, gain: init.xavier_normal_(w, gain),
    "HeUniform": lambda w, gain: init.kaiming_uniform_(w, nonlinearity="linear") * gain,
    "HeNormal": lambda w, gain: init.kaiming_normal_(w, nonlinearity="linear") * gain,
    "LecunNormal": lambda w, gain: init.kaiming_normal_(w, nonlinearity="linear") * gain,
    "Normal": lambda w, gain: init.normal_(w, std=gain),
    "Uniform": lambda w, gain: init.uniform_(w, -gain, gain),
    "Zeros": lambda w, gain: init.zeros_(w),
}

# [outputs, inputs] of the orthogonal matrices, which are compared for the same normal values.
MATRICES = [(5, 3), (3, 5), (4, 4), (1, 6), (20, 12)]

# The activations that calculate_gain knows, with the parameter that they take.
NONLINEARITIES = {"Linear": ("linear", None), "Sigmoid": ("sigmoid", None), "Tanh": ("tanh", None), "ReLU": ("relu", None),
                  "LeakyReLU": ("leaky_relu", 0.2), "SELU": ("selu", None)}


class Recorder(torch.Tensor):
    """A tensor that keeps what it was last drawn from, and the scale: the bound of a uniform distribution, or a standard deviation."""

    def uniform_(self, low, high):
        assert low == -high
        self.kind, self.scale = "uniform", high
        return self

    def normal_(self, mean, std):
        assert mean == 0
        self.kind, self.scale = "normal", std
        return self

    def zero_(self):
        self.kind, self.scale = "zero", 0.0
        return self

    def __mul__(self, gain):
        self.scale *= gain
        return self


def record(initialize, outputs, inputs):
    recorder = initialize(torch.empty(outputs, inputs).as_subclass(Recorder))
    return recorder.kind, float(f"{recorder.scale:.9g}")


def orthogonal(normal):
    """The matrix that orthogonal_ makes of these normal values."""
    draw = torch.Tensor.normal_
    torch.Tensor.normal_ = lambda tensor, mean, std: tensor.copy_(normal)
    try:
        return init.orthogonal_(torch.empty_like(normal))
    finally:
        torch.Tensor.normal_ = draw


def generate():
    content = {"gains": GAINS}
    for name, initialize in INITIALIZERS.items():
        for outputs, inputs in SHAPES:
            records = [record(lambda w: initialize(w, gain), outputs, inputs) for gain in GAINS]
            content[f"{name} {outputs}x{inputs} {records[0][0]}"] = [scale for _, scale in records]
    random = numpy.random.RandomState(1)
    for outputs, inputs in MATRICES:
        normal = torch.tensor(numpy.round(random.standard_normal((outputs, inputs)), 2))
        content[f"Orthogonal {outputs}x{inputs} normal"] = numbers(normal)
        content[f"Orthogonal {outputs}x{inputs} result"] = numbers(orthogonal(normal))
    for name, (nonlinearity, parameter) in NONLINEARITIES.items():
        for he, function in [("HeNormal", init.kaiming_normal_), ("HeUniform", init.kaiming_uniform_)]:
            content[f"{he}_{name}"] = record(lambda w: function(w, a=parameter or 0, nonlinearity=nonlinearity), 64, 64)[1]
    write("initializers", content)

"""Penalties and clipping: a small network after training with each of them."""
import numpy
import torch
from torch import nn

from common import STEPS, numbers, values, write
from networks import make_network

ROWS = 8
SIZES = [4, 16, 3]

# The C# side has the same options in RegularizationGoldenTests.cs: L1, L2, largest norm, largest value.
CASES = {
    "L1": (0.01, 0, None, None),
    "L2": (0, 0.02, None, None),
    "ClipNorm": (0, 0, 0.5, None),
    "ClipValue": (0, 0, None, 0.05),
    "All": (0.005, 0.01, 0.7, 0.1),
}


def generate():
    random = numpy.random.RandomState(23)
    start = make_network(SIZES, [nn.ReLU], random).state_dict()
    inputs = values(random, ROWS, SIZES[0])
    labels = torch.tensor(random.randint(0, SIZES[-1], ROWS))
    content = {"inputs": numbers(inputs), "labels": labels.tolist()}
    content |= {name: numbers(tensor) for name, tensor in start.items()}
    for case, (l1, l2, norm, value) in CASES.items():
        network = make_network(SIZES, [nn.ReLU], random)
        network.load_state_dict(start)
        optimizer = torch.optim.SGD(network.parameters(), lr=0.1, momentum=0.5)
        weights = [parameter for name, parameter in network.named_parameters() if name.endswith("weight")]
        losses, norms = [], []
        for step in range(STEPS):
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(network(inputs), labels)
            loss = loss + l1 * sum(w.abs().sum() for w in weights) + l2 * sum(w.square().sum() for w in weights)
            loss.backward()
            if norm is not None:
                norms.append(numbers(nn.utils.clip_grad_norm_(network.parameters(), norm))[0])
            if value is not None:
                nn.utils.clip_grad_value_(network.parameters(), value)
            optimizer.step()
            losses.append(numbers(loss)[0])
        content[f"{case} losses"] = losses
        if norms:
            content[f"{case} norms"] = norms
        for name, parameter in network.named_parameters():
            content[f"{name} after {case}"] = numbers(parameter)
    write("regularization", content)

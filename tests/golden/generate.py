#!/usr/bin/env python3
"""Writes the golden vectors of tests/FcGen.Tests/Golden: what PyTorch computes for small networks, losses and optimizers.

    /usr/bin/python3 tests/golden/generate.py

Needs PyTorch (Debian: python3-torch; written with 1.13). The tests need only the files, which are committed. Inputs are made by
NumPy's legacy generator, whose stream is frozen, so that another version of PyTorch gives the same files but for rounding.
"""
import json
from pathlib import Path

import numpy
import torch
from torch import nn

FOLDER = Path(__file__).resolve().parent.parent / "FcGen.Tests" / "Golden"
STEPS = 20
ROWS = 13  # of the batch whose gradients are recorded
STEP_ROWS = 4  # of each training step: rows 0-3, 4-7, 8-11, 0-3, ...

SOFTMAX_CROSS_ENTROPY = nn.CrossEntropyLoss()
MEAN_SQUARED_ERROR = nn.MSELoss()

# name: layers, activation after each of them, loss. The C# side declares the same networks in GoldenNetworks.cs.
NETWORKS = {
    "3-5-2": ([3, 5, 2], [nn.ReLU], SOFTMAX_CROSS_ENTROPY),
    "4-16-3": ([4, 16, 3], [nn.ReLU], SOFTMAX_CROSS_ENTROPY),
    "7-9-8-1": ([7, 9, 8, 1], [nn.Tanh, nn.Tanh], MEAN_SQUARED_ERROR),
    "16-32-32-4": ([16, 32, 32, 4], [lambda: nn.LeakyReLU(0.01), nn.Sigmoid], SOFTMAX_CROSS_ENTROPY),
    "13-24-10": ([13, 24, 10], [nn.ReLU, lambda: nn.Softmax(dim=1)], MEAN_SQUARED_ERROR),
}

OPTIMIZERS = {
    "Sgd": lambda p: torch.optim.SGD(p, lr=0.05),
    "SgdMomentum": lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.9),
    "SgdDampening": lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.8, dampening=0.3, weight_decay=0.01),
    "SgdNesterov": lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.9, nesterov=True, weight_decay=0.01),
    "Adam": lambda p: torch.optim.Adam(p),
    "AdamAmsGrad": lambda p: torch.optim.Adam(p, lr=0.01, betas=(0.8, 0.99), eps=1e-6, weight_decay=0.01, amsgrad=True),
}
NETWORK_OPTIMIZERS = ["Sgd", "SgdNesterov", "Adam", "AdamAmsGrad"]


def numbers(tensor):
    """A tensor as a flat list of strings' worth of numbers: 9 significant digits identify a float."""
    return [float(f"{x:.9g}") for x in tensor.detach().flatten().tolist()]


def values(random, *shape, scale=1.0):
    return torch.tensor(random.standard_normal(shape).astype(numpy.float32) * numpy.float32(scale))


def write(name, content):
    # One line per entry keeps differences readable; floats need no more than 9 digits.
    lines = []
    for key, value in content.items():
        lines.append(f"  {json.dumps(key)}: {json.dumps(value, separators=(',', ':'))}")
    path = FOLDER / f"{name}.json"
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n")
    print(f"{path.name}: {path.stat().st_size} bytes")


def make_network(sizes, activations, random):
    layers = []
    for i in range(len(sizes) - 1):
        linear = nn.Linear(sizes[i], sizes[i + 1])
        with torch.no_grad():
            linear.weight.copy_(values(random, sizes[i + 1], sizes[i], scale=(1.5 / sizes[i]) ** 0.5))
            linear.bias.copy_(values(random, sizes[i + 1], scale=0.1))
        layers.append(linear)
        if i < len(activations):
            layers.append(activations[i]())
    return nn.Sequential(*layers)


def network_file(index, name, sizes, activations, loss):
    random = numpy.random.RandomState(1000 + index)
    start = make_network(sizes, activations, random).state_dict()
    inputs = values(random, ROWS, sizes[0])
    if loss is SOFTMAX_CROSS_ENTROPY:
        wanted = torch.tensor(random.randint(0, sizes[-1], ROWS))
        content = {"labels": wanted.tolist()}
    else:
        wanted = values(random, ROWS, sizes[-1])
        content = {"targets": numbers(wanted)}

    def fresh():
        network = make_network(sizes, activations, random)
        network.load_state_dict(start)
        return network

    network = fresh()
    x = inputs.clone().requires_grad_()
    outputs = network(x)
    value = loss(outputs, wanted)
    value.backward()
    content |= {"inputs": numbers(inputs), "outputs": numbers(outputs), "loss": numbers(value)[0], "inputGradients": numbers(x.grad)}
    for tensor, parameter in network.named_parameters():
        content[f"{tensor} {list(parameter.shape)}"] = numbers(start[tensor])
        content[f"{tensor} gradient"] = numbers(parameter.grad)

    for optimizer_name in NETWORK_OPTIMIZERS:
        network = fresh()
        optimizer = OPTIMIZERS[optimizer_name](network.parameters())
        losses = []
        for step in range(STEPS):
            first = step % (ROWS // STEP_ROWS) * STEP_ROWS
            rows = slice(first, first + STEP_ROWS)
            optimizer.zero_grad()
            value = loss(network(inputs[rows]), wanted[rows])
            value.backward()
            optimizer.step()
            losses.append(numbers(value)[0])
        content[f"{optimizer_name} losses"] = losses
        for tensor, parameter in network.named_parameters():
            content[f"{tensor} after {optimizer_name}"] = numbers(parameter)
    write(name, content)


def optimizers_file():
    """Flat vectors of 37 numbers, so that 512-bit, 256-bit and single steps are all taken; number 5 always has gradient 0."""
    random = numpy.random.RandomState(7)
    start = values(random, 37)
    gradients = values(random, STEPS, 37)
    gradients *= torch.tensor(10.0 ** random.uniform(-4, 2, 37)).float()
    gradients[:, 5] = 0
    content = {"parameters": numbers(start), "gradients": numbers(gradients)}
    for name, make in OPTIMIZERS.items():
        parameter = start.clone().requires_grad_()
        optimizer = make([parameter])
        for step in range(STEPS):
            parameter.grad = gradients[step].clone()
            optimizer.step()
            if step == 0:
                content[f"{name} after 1"] = numbers(parameter)
        content[f"{name} after {STEPS}"] = numbers(parameter)
    write("optimizers", content)


def losses_file():
    """Rows on both sides of every switch of the code: 3 and 10 are usual, 64 and 65 lie around the end of the narrow form."""
    random = numpy.random.RandomState(11)
    content = {}
    for rows, width in [(1, 1), (1, 3), (7, 3), (8, 3), (33, 3), (9, 10), (2, 64), (2, 65), (3, 101)]:
        outputs = values(random, rows, width, scale=4.0)
        targets = values(random, rows, width)
        distributions = torch.softmax(values(random, rows, width, scale=2.0), dim=1)
        labels = torch.tensor(random.randint(0, width, rows))
        shape = f"{rows}x{width}"
        content[f"{shape} outputs"] = numbers(outputs)
        for name, loss, wanted, kept in [
            ("MeanSquaredError", MEAN_SQUARED_ERROR, targets, numbers(targets)),
            ("SoftmaxCrossEntropy labels", SOFTMAX_CROSS_ENTROPY, labels, labels.tolist()),
            ("SoftmaxCrossEntropy distributions", SOFTMAX_CROSS_ENTROPY, distributions, numbers(distributions)),
        ]:
            x = outputs.clone().requires_grad_()
            value = loss(x, wanted)
            value.backward()
            content[f"{shape} {name}"] = kept
            content[f"{shape} {name} loss"] = numbers(value)[0]
            content[f"{shape} {name} gradient"] = numbers(x.grad)
    write("losses", content)


def main():
    torch.set_num_threads(1)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for index, (name, (sizes, activations, loss)) in enumerate(NETWORKS.items()):
        network_file(index, name, sizes, activations, loss)
    optimizers_file()
    losses_file()


if __name__ == "__main__":
    main()

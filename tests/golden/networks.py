"""Small networks: outputs, gradients, and parameters after training."""
import numpy
import torch
from torch import nn

from common import STEPS, numbers, values, write
from losses import MEAN_SQUARED_ERROR, SOFTMAX_CROSS_ENTROPY
from optimizers import OPTIMIZERS

ROWS = 13  # of the batch whose gradients are recorded
STEP_ROWS = 4  # of each training step: rows 0-3, 4-7, 8-11, 0-3, ...

# name: layers, activation after each of them, loss. The C# side declares the same networks in GoldenNetworks.cs.
NETWORKS = {
    "3-5-2": ([3, 5, 2], [nn.ReLU], SOFTMAX_CROSS_ENTROPY),
    "4-16-3": ([4, 16, 3], [nn.ReLU], SOFTMAX_CROSS_ENTROPY),
    "7-9-8-1": ([7, 9, 8, 1], [nn.Tanh, nn.Tanh], MEAN_SQUARED_ERROR),
    "16-32-32-4": ([16, 32, 32, 4], [lambda: nn.LeakyReLU(0.01), nn.Sigmoid], SOFTMAX_CROSS_ENTROPY),
    "13-24-10": ([13, 24, 10], [nn.ReLU, lambda: nn.Softmax(dim=1)], MEAN_SQUARED_ERROR),
}
NETWORK_OPTIMIZERS = ["Sgd", "SgdNesterov", "Adam", "AdamAmsGrad"]


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

    write(name, content | record(fresh, inputs, wanted, loss, NETWORK_OPTIMIZERS))


def record(fresh, inputs, wanted, loss, optimizers, digits=9):
    """
    Outputs, gradients of a batch, and where training leads. `fresh` makes the network anew, with its first parameters and buffers.
    Outputs in training are recorded where they are others than at inference.
    """
    network = fresh()
    start = {tensor: numbers(value, digits) for tensor, value in network.state_dict().items()}
    network.eval()
    predicted = network(inputs)
    network.train()
    x = inputs.clone().requires_grad_()
    outputs = network(x)
    value = loss(outputs, wanted)
    value.backward()
    content = {"inputs": numbers(inputs, digits), "outputs": numbers(predicted, digits)}
    if not torch.equal(outputs, predicted):
        content["trainingOutputs"] = numbers(outputs, digits)
    content |= {"loss": numbers(value, digits)[0], "inputGradients": numbers(x.grad, digits)}
    parameters = dict(network.named_parameters())
    for tensor, kept in network.state_dict().items():
        content[f"{tensor} {list(kept.shape)}"] = start[tensor]
        if tensor in parameters:
            content[f"{tensor} gradient"] = numbers(parameters[tensor].grad, digits)

    for optimizer_name in optimizers:
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
            losses.append(numbers(value, digits)[0])
        content[f"{optimizer_name} losses"] = losses
        for tensor, kept in network.state_dict().items():
            content[f"{tensor} after {optimizer_name}"] = numbers(kept, digits)
    return content


def generate():
    for index, (name, (sizes, activations, loss)) in enumerate(NETWORKS.items()):
        network_file(index, name, sizes, activations, loss)

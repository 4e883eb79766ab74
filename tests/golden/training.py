"""Training with groups of parameters, accumulated gradients and averaged weights."""
import numpy
import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel

from common import STEPS, numbers, values, write
from networks import make_network

ROWS = 8
SIZES = [4, 16, 3]
DECAY = 0.9  # of the moving average

# The C# side makes the same optimizers in TrainingGoldenTests.cs, with three groups: rate x 0.1 and decay 0.3, no decay, the defaults.
OPTIMIZERS = {
    "Sgd": lambda groups: torch.optim.SGD(groups, lr=0.1, weight_decay=0.02),
    "SgdMomentum": lambda groups: torch.optim.SGD(groups, lr=0.05, momentum=0.9, weight_decay=0.02),
    "Adam": lambda groups: torch.optim.Adam(groups, lr=0.01, weight_decay=0.02),
    "AdamW": lambda groups: torch.optim.AdamW(groups, lr=0.01, weight_decay=0.1),
    "RmsProp": lambda groups: torch.optim.RMSprop(groups, lr=0.01, weight_decay=0.02),
    "Adagrad": lambda groups: torch.optim.Adagrad(groups, lr=0.1, lr_decay=0.05, weight_decay=0.02),
}


def groups_of(network, base_rate):
    parameters = dict(network.named_parameters())
    return [
        {"params": [parameters["0.weight"]], "lr": 0.1 * base_rate, "weight_decay": 0.3},
        {"params": [parameters["0.bias"], parameters["2.bias"]], "weight_decay": 0.0},
        {"params": [parameters["2.weight"]]},
    ]


def generate():
    random = numpy.random.RandomState(29)
    start = make_network(SIZES, [nn.ReLU], random).state_dict()
    inputs = values(random, ROWS, SIZES[0])
    labels = torch.tensor(random.randint(0, SIZES[-1], ROWS))
    content = {"inputs": numbers(inputs), "labels": labels.tolist()}
    content |= {name: numbers(tensor) for name, tensor in start.items()}

    def fresh():
        network = make_network(SIZES, [nn.ReLU], random)
        network.load_state_dict(start)
        return network

    def loss_of(network, rows=slice(None)):
        return nn.functional.cross_entropy(network(inputs[rows]), labels[rows])

    def record(case, network):
        for name, parameter in network.named_parameters():
            content[f"{name} after {case}"] = numbers(parameter)

    for optimizer_name, make in OPTIMIZERS.items():
        for frozen in (False, True):
            network = fresh()
            base_rate = make([nn.Parameter(torch.zeros(1))]).param_groups[0]["lr"]
            optimizer = make(groups_of(network, base_rate))
            if frozen:
                network[0].bias.requires_grad_(False)
                network[2].weight.requires_grad_(False)
            for step in range(STEPS):
                optimizer.zero_grad()
                loss_of(network).backward()
                nn.utils.clip_grad_norm_([p for p in network.parameters() if p.grad is not None], 0.5)
                optimizer.step()
            record(f"{optimizer_name}{' frozen' if frozen else ''}", network)

    # Four batches of two samples for each step.
    network = fresh()
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
    for step in range(STEPS):
        optimizer.zero_grad()
        for first in range(0, ROWS, 2):
            (loss_of(network, slice(first, first + 2)) / 4).backward()
        optimizer.step()
    record("accumulation", network)

    # get_ema_multi_avg_fn of later versions computes the same.
    network = fresh()
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
    average = AveragedModel(network, avg_fn=lambda averaged, current, count: DECAY * averaged + (1 - DECAY) * current)
    for step in range(STEPS):
        optimizer.zero_grad()
        loss_of(network).backward()
        optimizer.step()
        average.update_parameters(network)
    record("average", average.module)
    write("training", content)

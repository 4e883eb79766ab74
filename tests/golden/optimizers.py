"""Optimizers: parameters after the first and the last step, for every option."""
import numpy
import torch

from common import STEPS, numbers, values, write

# The C# side makes the same optimizers in GoldenOptimizers.cs.
OPTIMIZERS = {
    "Sgd": lambda p: torch.optim.SGD(p, lr=0.05),
    "SgdMomentum": lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.9),
    "SgdDampening": lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.8, dampening=0.3, weight_decay=0.01),
    "SgdNesterov": lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.9, nesterov=True, weight_decay=0.01),
    "Adam": lambda p: torch.optim.Adam(p),
    "AdamAmsGrad": lambda p: torch.optim.Adam(p, lr=0.01, betas=(0.8, 0.99), eps=1e-6, weight_decay=0.01, amsgrad=True),
    "AdamW": lambda p: torch.optim.AdamW(p),
    "AdamWAmsGrad": lambda p: torch.optim.AdamW(p, lr=0.01, betas=(0.8, 0.99), eps=1e-6, weight_decay=0.1, amsgrad=True),
    "RmsProp": lambda p: torch.optim.RMSprop(p),
    "RmsPropAlpha": lambda p: torch.optim.RMSprop(p, lr=0.02, alpha=0.9, eps=1e-4, weight_decay=0.01),
    "RmsPropMomentum": lambda p: torch.optim.RMSprop(p, momentum=0.8),
    "RmsPropCentered": lambda p: torch.optim.RMSprop(p, eps=1e-4, centered=True),
    "RmsPropCenteredMomentum": lambda p: torch.optim.RMSprop(p, eps=1e-4, centered=True, momentum=0.8, weight_decay=0.01),
    "Adagrad": lambda p: torch.optim.Adagrad(p),
    "AdagradDecay": lambda p: torch.optim.Adagrad(
        p, lr=0.1, lr_decay=0.05, weight_decay=0.01, initial_accumulator_value=0.3, eps=1e-3),
}


def generate():
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

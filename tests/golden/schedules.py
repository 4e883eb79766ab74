"""Schedules: the learning rates of 60 epochs (or steps), for every option."""
import numpy
import torch
from torch.optim import lr_scheduler

from common import values, write

COUNT = 60
BASE = 0.1

# The C# side makes the same schedules in GoldenSchedules.cs.
SCHEDULES = {
    "StepLR": lambda o: lr_scheduler.StepLR(o, 7),
    "StepLRGamma": lambda o: lr_scheduler.StepLR(o, 10, gamma=0.7),
    "MultiStepLR": lambda o: lr_scheduler.MultiStepLR(o, [30, 10, 10]),
    "MultiStepLRGamma": lambda o: lr_scheduler.MultiStepLR(o, [5, 25, 26], gamma=0.5),
    "ExponentialLR": lambda o: lr_scheduler.ExponentialLR(o, 0.95),
    "LinearLR": lambda o: lr_scheduler.LinearLR(o),
    "LinearLROptions": lambda o: lr_scheduler.LinearLR(o, start_factor=0.9, end_factor=0.2, total_iters=30),
    "CosineAnnealingLR": lambda o: lr_scheduler.CosineAnnealingLR(o, 59),
    "CosineAnnealingLREtaMin": lambda o: lr_scheduler.CosineAnnealingLR(o, 25, eta_min=0.01),
    "CosineAnnealingWarmRestarts": lambda o: lr_scheduler.CosineAnnealingWarmRestarts(o, 13),
    "CosineAnnealingWarmRestartsOptions": lambda o: lr_scheduler.CosineAnnealingWarmRestarts(o, 5, T_mult=3, eta_min=0.001),
    "OneCycleLR": lambda o: lr_scheduler.OneCycleLR(o, 0.3, COUNT),
    "OneCycleLROptions": lambda o: lr_scheduler.OneCycleLR(
        o, 0.2, COUNT, pct_start=0.2, anneal_strategy="linear", div_factor=10, final_div_factor=100),
    "OneCycleLRThreePhase": lambda o: lr_scheduler.OneCycleLR(o, 0.2, COUNT, pct_start=0.4, three_phase=True),
    "ReduceLROnPlateau": lambda o: lr_scheduler.ReduceLROnPlateau(o),
    "ReduceLROnPlateauOptions": lambda o: lr_scheduler.ReduceLROnPlateau(
        o, factor=0.5, patience=2, threshold=0.2, cooldown=3, min_lr=0.02, eps=0.005),
    "ReduceLROnPlateauAbsolute": lambda o: lr_scheduler.ReduceLROnPlateau(o, factor=0.8, patience=3, threshold=0.3, threshold_mode="abs"),
    "ReduceLROnPlateauMax": lambda o: lr_scheduler.ReduceLROnPlateau(o, mode="max", factor=0.8, patience=1, threshold=0.1),
    "SequentialLR": lambda o: lr_scheduler.SequentialLR(
        o, [lr_scheduler.LinearLR(o, total_iters=6), lr_scheduler.CosineAnnealingLR(o, 20), lr_scheduler.ExponentialLR(o, 0.9)], [6, 26]),
}


def digits(numbers):
    return [float(f"{x:.9g}") for x in numbers]


def generate():
    # A metric that falls, rises a little, and has noise on it.
    random = numpy.random.RandomState(17)
    metrics = [2 * 0.9**n + 0.01 * n + 0.2 * noise for n, noise in enumerate(values(random, COUNT).tolist())]
    metrics = digits(numpy.array(metrics, dtype=numpy.float32).tolist())
    content = {"base": BASE, "metrics": metrics}
    for name, make in SCHEDULES.items():
        optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=BASE, momentum=0.9)
        schedule = make(optimizer)
        rates = []
        for metric in metrics:
            rates.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            if len(rates) == COUNT:
                break
            if isinstance(schedule, lr_scheduler.ReduceLROnPlateau):
                schedule.step(metric)
            else:
                schedule.step()
        content[name] = digits(rates)
    write("schedules", content)

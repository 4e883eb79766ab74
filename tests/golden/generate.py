#!/usr/bin/env python3
"""Writes the golden vectors of tests/FcGen.Tests/Golden: what PyTorch computes for networks, layers, losses, optimizers,
penalties, schedules, training and initialisers, and scikit-learn for metrics.

    /usr/bin/python3 tests/golden/generate.py

Needs PyTorch (Debian: python3-torch; written with 1.13) and scikit-learn (python3-sklearn; written with 1.2.1). The tests need only the
files, which are committed. Inputs are made by NumPy's legacy generator, whose stream is frozen, so that another version of PyTorch
gives the same files but for rounding.
"""
import torch

import initializers
import layers
import losses
import metrics
import networks
import optimizers
import regularization
import schedules
import training
from common import FOLDER


def main():
    torch.set_num_threads(1)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for subject in (networks, layers, optimizers, regularization, schedules, training, losses, initializers, metrics):
        subject.generate()


if __name__ == "__main__":
    main()

"""PyTorch in eager mode on one thread. The benchmark program sends requests on standard input.

A request is one line of words. Floats and labels follow as little-endian binary. The first line of output is PyTorch's version and BLAS.
    network SHAPE...              the shape of a sample, then a line with the modules, then all parameters in the order of a state_dict
    predict SAMPLES               then the inputs; answers with the job number
    train SAMPLES LEARNING_RATE   then the inputs, and the labels as int32; answers with the job number
    regress SAMPLES LEARNING_RATE then the inputs, and one target per sample; answers with the job number
    run JOB ITERATIONS            answers with the elapsed nanoseconds and a sum of results
    result JOB                    answers with a count, then this many floats: the outputs, or the parameters after training
"""
import copy
import math
import os
import sys
import time

for variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[variable] = "1"

import torch
from torch import nn


class Last(nn.Module):
    """The last step of the output of a recurrent layer, which also returns its state."""

    def forward(self, result):
        return result[0][:, -1]


class Prediction:
    def __init__(self, model, inputs):
        self.model, self.inputs = model, inputs

    def run(self, iterations):
        # Eager mode skips no work, so reading the last output is enough.
        with torch.no_grad():
            for _ in range(iterations):
                self.output = self.model(self.inputs)
        return self.output[0, 0].item()

    def result(self):
        return self.output


class Training:
    def __init__(self, model, inputs, targets, loss, learning_rate):
        self.model, self.inputs, self.targets, self.loss = model, inputs, targets, loss
        self.optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)

    def run(self, iterations):
        total = 0.0
        for _ in range(iterations):
            self.optimizer.zero_grad(set_to_none=True)
            loss = self.loss(self.model(self.inputs), self.targets)
            loss.backward()
            self.optimizer.step()
            total += loss.item()
        return total

    def result(self):
        return nn.utils.parameters_to_vector(self.model.parameters()).detach()


def read(count, dtype=torch.float32):
    return torch.frombuffer(bytearray(sys.stdin.buffer.read(4 * count)), dtype=dtype)


def read_network():
    modules = sys.stdin.buffer.readline().decode()
    model = nn.Sequential(*eval(f"[{modules}]", dict(vars(nn), Last=Last)))
    nn.utils.vector_to_parameters(read(sum(p.numel() for p in model.parameters())), model.parameters())
    return model


def answer(*words):
    print(*words, flush=True)


def blas():
    """Returns the name of the BLAS library, such as "openblas"; "reference" is the reference BLAS of netlib."""
    if torch.backends.mkl.is_available():
        return "mkl"
    with open("/proc/self/maps") as maps:
        paths = {line.split()[-1] for line in maps if "blas" in line}
    known = [name for name in ("openblas", "blis", "atlas") if any(name in path for path in paths)]
    return known[0] if known else "reference"


def main():
    torch.set_num_threads(1)
    answer(torch.__version__, blas())
    model, shape, jobs = None, [], []
    for line in iter(sys.stdin.buffer.readline, b""):
        request, *words = line.decode().split()
        if request == "network":
            shape = [int(word) for word in words]
            model = read_network()
        elif request in ("predict", "train", "regress"):
            samples = int(words[0])
            inputs = read(samples * math.prod(shape)).reshape(samples, *shape)
            if request == "predict":
                jobs.append(Prediction(model, inputs))
            else:
                if request == "train":
                    targets, loss = read(samples, torch.int32).long(), nn.CrossEntropyLoss()
                else:
                    targets, loss = read(samples).reshape(samples, 1), nn.MSELoss()
                jobs.append(Training(copy.deepcopy(model), inputs, targets, loss, float(words[1])))
            answer(len(jobs) - 1)
        elif request == "run":
            job, iterations = jobs[int(words[0])], int(words[1])
            start = time.perf_counter_ns()
            total = job.run(iterations)
            answer(time.perf_counter_ns() - start, total)
        elif request == "result":
            values = jobs[int(words[0])].result().contiguous()
            answer(values.numel())
            sys.stdout.buffer.write(values.numpy().tobytes())
            sys.stdout.buffer.flush()
        else:
            raise ValueError(f"Unknown request {line!r}.")


main()

"""Losses: values and gradients, for batches of several shapes."""
import numpy
import torch
from torch import nn

from common import numbers, values, write

SOFTMAX_CROSS_ENTROPY = nn.CrossEntropyLoss()
MEAN_SQUARED_ERROR = nn.MSELoss()


def generate():
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

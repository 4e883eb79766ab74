"""Losses: values and gradients, for batches of several shapes, with every option."""
import numpy
import torch
from torch import nn

from common import numbers, values, write

SOFTMAX_CROSS_ENTROPY = nn.CrossEntropyLoss()
MEAN_SQUARED_ERROR = nn.MSELoss()

# Rows on both sides of every switch of the code: 3 and 10 are usual, 64 and 65 lie around the end of the narrow form.
SHAPES = [(1, 1), (1, 3), (7, 3), (8, 3), (33, 3), (9, 10), (2, 64), (2, 65), (3, 101)]
FEW_SHAPES = [(7, 3), (9, 10), (2, 65)]


def class_weights(width):
    return torch.tensor([0.5 + c % 4 * 0.5 for c in range(width)])


def positive_weights(width):
    return torch.tensor([0.5 + c % 3 for c in range(width)])


# name: loss for a number of outputs, what it takes for outputs, what for targets, shapes.
# The C# side makes the same losses in GoldenLosses.cs.
LOSSES = {
    "MeanSquaredError": (lambda width: MEAN_SQUARED_ERROR, "outputs", "targets", SHAPES),
    "SoftmaxCrossEntropy labels": (lambda width: SOFTMAX_CROSS_ENTROPY, "outputs", "labels", SHAPES),
    "SoftmaxCrossEntropy distributions": (lambda width: SOFTMAX_CROSS_ENTROPY, "outputs", "distributions", SHAPES),
    "MeanAbsoluteError": (lambda width: nn.L1Loss(), "outputs", "targets", FEW_SHAPES),
    "Huber": (lambda width: nn.HuberLoss(), "outputs", "targets", FEW_SHAPES),
    "HuberDelta": (lambda width: nn.HuberLoss(delta=2.5), "outputs", "targets", FEW_SHAPES),
    "BinaryCrossEntropy": (lambda width: nn.BCELoss(), "probabilities", "distributions", FEW_SHAPES),
    "BinaryCrossEntropyWithLogits": (lambda width: nn.BCEWithLogitsLoss(), "outputs", "distributions", FEW_SHAPES),
    "BinaryCrossEntropyWithLogitsWeighted": (
        lambda width: nn.BCEWithLogitsLoss(pos_weight=positive_weights(width)), "outputs", "distributions", FEW_SHAPES),
    "NegativeLogLikelihood": (lambda width: nn.NLLLoss(), "logarithms", "labels", FEW_SHAPES),
    "NegativeLogLikelihoodWeighted": (lambda width: nn.NLLLoss(weight=class_weights(width)), "logarithms", "labels", FEW_SHAPES),
}
for wanted in ("labels", "distributions"):
    LOSSES |= {
        f"SoftmaxCrossEntropySmoothed {wanted}": (
            lambda width: nn.CrossEntropyLoss(label_smoothing=0.1), "outputs", wanted, FEW_SHAPES),
        f"SoftmaxCrossEntropyWeighted {wanted}": (
            lambda width: nn.CrossEntropyLoss(weight=class_weights(width)), "outputs", wanted, FEW_SHAPES),
        f"SoftmaxCrossEntropySmoothedWeighted {wanted}": (
            lambda width: nn.CrossEntropyLoss(weight=class_weights(width), label_smoothing=0.2), "outputs", wanted, FEW_SHAPES),
        f"SoftmaxCrossEntropySmoothedWeightedSum {wanted}": (
            lambda width: nn.CrossEntropyLoss(weight=class_weights(width), label_smoothing=0.2, reduction="sum"),
            "outputs", wanted, FEW_SHAPES),
        f"SoftmaxCrossEntropySum {wanted}": (lambda width: nn.CrossEntropyLoss(reduction="sum"), "outputs", wanted, FEW_SHAPES),
    }

# Sums, and labels of which some are ignored: PyTorch's default ignore_index.
LOSSES |= {
    "MeanSquaredErrorSum": (lambda width: nn.MSELoss(reduction="sum"), "outputs", "targets", FEW_SHAPES),
    "MeanAbsoluteErrorSum": (lambda width: nn.L1Loss(reduction="sum"), "outputs", "targets", FEW_SHAPES),
    "HuberSum": (lambda width: nn.HuberLoss(reduction="sum"), "outputs", "targets", FEW_SHAPES),
    "BinaryCrossEntropySum": (lambda width: nn.BCELoss(reduction="sum"), "probabilities", "distributions", FEW_SHAPES),
    "BinaryCrossEntropyWithLogitsSum": (
        lambda width: nn.BCEWithLogitsLoss(reduction="sum"), "outputs", "distributions", FEW_SHAPES),
    "NegativeLogLikelihoodSum": (lambda width: nn.NLLLoss(reduction="sum"), "logarithms", "labels", FEW_SHAPES),
    "NegativeLogLikelihoodIgnored": (lambda width: nn.NLLLoss(), "logarithms", "somelabels", FEW_SHAPES),
    "NegativeLogLikelihoodWeightedIgnored": (
        lambda width: nn.NLLLoss(weight=class_weights(width)), "logarithms", "somelabels", FEW_SHAPES),
    "SoftmaxCrossEntropyIgnored": (lambda width: nn.CrossEntropyLoss(), "outputs", "somelabels", FEW_SHAPES),
    "SoftmaxCrossEntropyIgnoredSum": (lambda width: nn.CrossEntropyLoss(reduction="sum"), "outputs", "somelabels", FEW_SHAPES),
    "SoftmaxCrossEntropySmoothedIgnored": (
        lambda width: nn.CrossEntropyLoss(label_smoothing=0.1), "outputs", "somelabels", FEW_SHAPES),
    "SoftmaxCrossEntropySmoothedWeightedIgnored": (
        lambda width: nn.CrossEntropyLoss(weight=class_weights(width), label_smoothing=0.2), "outputs", "somelabels", FEW_SHAPES),
}


def weighted(loss, width, outputs, wanted, sample_weights):
    """The weighted mean of the losses of the samples, or their weighted sum: torch has no sample weights, but reduction="none"."""
    reduction = loss.reduction
    loss.reduction = "none"
    losses = loss(outputs, wanted)
    loss.reduction = reduction
    if losses.dim() == 2:
        losses = losses.mean(dim=1) if reduction == "mean" else losses.sum(dim=1)
    total = (sample_weights * losses).sum()
    if reduction == "sum":
        return total
    if wanted.dim() == 1:
        classes = getattr(loss, "weight", None)
        classes = torch.ones(width) if classes is None else classes
        used = wanted != loss.ignore_index
        sample_weights = sample_weights * torch.where(used, classes[wanted.clamp(min=0)], torch.tensor(0.0))
    return total / sample_weights.sum()


def generate():
    random = numpy.random.RandomState(11)
    content = {}
    for rows, width in SHAPES:
        outputs = values(random, rows, width, scale=4.0)
        data = {
            "outputs": outputs,
            "targets": values(random, rows, width),
            "distributions": torch.softmax(values(random, rows, width, scale=2.0), dim=1),
            "labels": torch.tensor(random.randint(0, width, rows)),
        }
        if (rows, width) in FEW_SHAPES:
            some = data["labels"].clone()
            some[1::3] = -100
            data["sampleWeights"] = torch.tensor([0.5 * ((row + 1) % 4) for row in range(rows)])
            data |= {"probabilities": torch.sigmoid(outputs), "logarithms": torch.log_softmax(outputs, dim=1), "somelabels": some}
        shape = f"{rows}x{width}"
        for name, tensor in data.items():
            content[f"{shape} {name}"] = tensor.tolist() if name.endswith("labels") else numbers(tensor)
        for name, (make, given, wanted, shapes) in LOSSES.items():
            if (rows, width) in shapes:
                x = data[given].clone().requires_grad_()
                value = make(width)(x, data[wanted])
                value.backward()
                content[f"{shape} {name}: {given}, {wanted}"] = {"loss": numbers(value)[0], "gradient": numbers(x.grad)}
            if (rows, width) in FEW_SHAPES:
                x = data[given].clone().requires_grad_()
                value = weighted(make(width), width, x, data[wanted], data["sampleWeights"])
                value.backward()
                content[f"{shape} {name}: {given}, {wanted}, sampleWeights"] = {
                    "loss": numbers(value)[0], "gradient": numbers(x.grad)}
    write("losses", content)

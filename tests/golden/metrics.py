"""Metrics of scikit-learn (Debian: python3-sklearn; written with 1.2.1) for logits and probabilities of two and more classes."""
import numpy
import torch
from sklearn.metrics import average_precision_score, log_loss, matthews_corrcoef, roc_auc_score
from sklearn.preprocessing import label_binarize

from common import numbers, values, write

SAMPLES = 60
EPSILON = 2.0**-23  # of 32-bit floats: scikit-learn chooses it if the probabilities are such floats


def logits_of(random, outputs, scale=2.0, step=None):
    """Logits, [SAMPLES, outputs]; multiples of a step have ties. The mean falls from class to class, so that classes are unbalanced."""
    logits = values(random, SAMPLES, outputs, scale=scale).numpy() - numpy.arange(outputs, dtype=numpy.float32)
    return logits if step is None else (numpy.round(logits / step) * step).astype(numpy.float32)


def probabilities_of(random, outputs):
    """Multiples of 1/20, which have ties and zeros."""
    if outputs == 1:
        return (random.randint(0, 21, (SAMPLES, 1)) / 20).astype(numpy.float32)
    mean = numpy.arange(outputs, 0, -1) / numpy.arange(outputs + 1).sum()
    return numpy.stack([random.multinomial(20, random.dirichlet(2 * mean)) for _ in range(SAMPLES)]).astype(numpy.float32) / numpy.float32(20)


# Outputs, and whether these are logits.
CASES = {
    "OneLogit": lambda random: (logits_of(random, 1), True),
    "OneLogitWithTies": lambda random: (logits_of(random, 1, step=0.5), True),
    "OneProbability": lambda random: (probabilities_of(random, 1), False),
    "TwoLogits": lambda random: (logits_of(random, 2), True),
    "TwoLogitsWithTies": lambda random: (logits_of(random, 2, step=0.5), True),
    "TwoProbabilities": lambda random: (probabilities_of(random, 2), False),
    "ThreeLogitsWithTies": lambda random: (logits_of(random, 3, step=1), True),
    "FiveLogits": lambda random: (logits_of(random, 5), True),
    "FiveLargeLogits": lambda random: (logits_of(random, 5, scale=5), True),
    "FiveProbabilities": lambda random: (probabilities_of(random, 5), False),
}


def digits(array, count):
    return numpy.vectorize(lambda value: float(f"{value:.{count}g}"))(array)


def to_probabilities(outputs, are_logits):
    """[SAMPLES, classes] in double precision. Rounding makes probabilities of equal logits in another order equal."""
    outputs = outputs.astype(numpy.float64)
    if outputs.shape[1] == 1:
        outputs = 1 / (1 + numpy.exp(-outputs)) if are_logits else outputs
        return numpy.hstack([1 - outputs, outputs])
    if not are_logits:
        return outputs
    exponentials = numpy.exp(outputs - outputs.max(axis=1, keepdims=True))
    return digits(exponentials / exponentials.sum(axis=1, keepdims=True), 13)


def entry(random, outputs, are_logits):
    probabilities = to_probabilities(outputs, are_logits)
    classes = numpy.arange(probabilities.shape[1])
    noisy = 0.7 * probabilities + 0.3 / len(classes)
    labels = numpy.array([random.choice(classes, p=row / row.sum()) for row in noisy])
    predicted = probabilities.argmax(axis=1)
    is_binary = len(classes) == 2
    truth = labels if is_binary else label_binarize(labels, classes=classes)
    scores = probabilities[:, 1] if is_binary else probabilities
    content = {
        "outputSize": outputs.shape[1],
        "areLogits": int(are_logits),
        "outputs": numbers(torch.tensor(outputs)),
        "labels": labels.tolist(),
        "logLoss": log_loss(labels, probabilities, labels=classes, eps=EPSILON),
        "matthewsCorrelation": matthews_corrcoef(labels, predicted),
    }
    for average in ("macro", "weighted"):
        content[f"rocAuc {average}"] = roc_auc_score(labels, scores, average=average, multi_class="ovr", labels=classes)
        content[f"averagePrecision {average}"] = average_precision_score(truth, scores, average=average)
    return {name: float(digits(value, 9)) if isinstance(value, float) else value for name, value in content.items()}


def generate():
    random = numpy.random.RandomState(23)
    write("metrics", {name: entry(random, *make(random)) for name, make in CASES.items()})

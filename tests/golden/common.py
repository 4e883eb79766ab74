"""What the modules share: numbers as they are stored, values from a frozen stream, and the files."""
import json
from pathlib import Path

import numpy
import torch

FOLDER = Path(__file__).resolve().parent.parent / "FcGen.Tests" / "Golden"
STEPS = 20  # of training


def numbers(tensor, digits=9):
    """A tensor as a flat list of strings' worth of numbers: 9 significant digits identify a float."""
    return [float(f"{x:.{digits}g}") for x in tensor.detach().flatten().tolist()]


def values(random, *shape, scale=1.0):
    return torch.tensor(random.standard_normal(shape).astype(numpy.float32) * numpy.float32(scale))


def write(name, content):
    # One line per entry keeps differences readable; floats need no more than 9 digits.
    lines = []
    for key, value in content.items():
        lines.append(f"  {json.dumps(key)}: {json.dumps(value, separators=(',', ':'), allow_nan=False)}")
    path = FOLDER / f"{name}.json"
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n")
    print(f"{path.name}: {path.stat().st_size} bytes")

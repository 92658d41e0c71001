"""Measures the ranges of the digits network's activations, for its full int8 variant.

Command (from the repository root; a few seconds):

    python3 cli/src/main/python/calibrate_digits.py

Written for Python 3.11, scikit-learn 1.2.1, numpy 1.24.2. Every run gives an identical file.

The images are the 1,437 that train_digits.py trains on, split off in the same way; the held-out
ones have no say in the ranges. The network is computed here with NumPy from digits_weights.

Writes digits_weights/ranges.properties: the least and the largest value of the image, of each
layer's result after ReLU, and of the logits before softmax. io.infer4j.tflite.writer.DigitsModels
reads it.
"""

from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

WEIGHTS = Path(__file__).resolve().parent / "digits_weights"
SEED = 20240601  # of train_digits.py


def conv_relu(x, name):
    weight, bias = np.load(WEIGHTS / f"{name}.weight.npy"), np.load(WEIGHTS / f"{name}.bias.npy")
    padded = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3), axis=(2, 3))
    y = np.einsum("ncyxij,ocij->noyx", windows, weight, optimize=True)
    return np.maximum(y + bias[:, None, None], 0)


def halved(x):
    """2x2 max pooling; leaves the range of what it is given no wider."""
    n, c, h, w = x.shape
    return x.reshape(n, c, h // 2, 2, w // 2, 2).max((3, 5))


def main():
    digits = load_digits()
    images = (digits.images / 16).astype(np.float32)[:, None]
    image, _, labels, _ = train_test_split(
        images, digits.target, test_size=0.2, stratify=digits.target, random_state=SEED)
    conv1 = conv_relu(image, "conv1")
    conv2 = conv_relu(conv1, "conv2")
    conv3 = conv_relu(halved(conv2), "conv3")
    flat = halved(conv3).reshape(len(image), -1)
    logits = flat @ np.load(WEIGHTS / "fc.weight.npy").T + np.load(WEIGHTS / "fc.bias.npy")
    print(f"training accuracy {(logits.argmax(1) == labels).mean():.4f} of {len(labels)}")

    lines = ["# Ranges of activations on the training digits, by calibrate_digits.py."]
    for name, values in (("image", image), ("conv1", conv1), ("conv2", conv2), ("conv3", conv3),
                         ("logits", logits)):
        # Three digits: the last bits differ from one matrix library to the next.
        lines += [f"{name}.min={values.min():.3g}", f"{name}.max={values.max():.3g}"]
    print("\n".join(lines))
    (WEIGHTS / "ranges.properties").write_text("\n".join(lines) + "\n")


main()

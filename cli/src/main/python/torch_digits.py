"""Writes the digits network of the command line tool's demo as PyTorch models.

Command (from the repository root; a second):

    /usr/bin/python3 cli/src/main/python/torch_digits.py

Written for Python 3.11, Debian's torch 1.13.0 and numpy 1.24.2 (the versions in use are printed). Two
runs with the same versions give identical files.

The weights are those that train_digits.py wrote, so the network is that of digits.onnx and of the
.tflite files. Every file has the extra file infer4j.properties, which tells what TorchScript cannot:
image float32 [batch,1,8,8] -> scores float32 [batch,10]. For each file the script compares the scores
of all test images with test-scores.npy, and prints and limits the largest difference.

Writes into ../resources/io/infer4j/cli/digits
  digits.pt          TorchScript
  digits.ptl         the same for the lite interpreter
  digits.opt.ptl     the same after optimize_for_mobile, which packs weights for XNNPACK
  digits-dynamic.pt  weights of the fully connected layer in int8, quantised for qnnpack; the
                     convolutions stay float32, since PyTorch quantises none of them dynamically
"""

import os
import platform
import sys
from pathlib import Path

import numpy as np
import torch
import torch._sources
from torch import nn
from torch.ao.nn.quantized import dynamic as nnqd
from torch.ao.quantization import quantize_dynamic
from torch.nn import functional as F
from torch.utils.mobile_optimizer import optimize_for_mobile

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "resources/io/infer4j/cli/digits"
PROPERTIES = """infer4j.version=1
input.0.name=image
input.0.dtype=float32
input.0.shape=batch,1,8,8
input.0.layout=NCHW
output.0.name=scores
output.0.dtype=float32
output.0.shape=batch,10
metadata.description=Small CNN trained on the 8x8 handwritten digits of scikit-learn
metadata.labels=0,1,2,3,4,5,6,7,8,9
"""


class Digits(nn.Module):
    """The network of train_digits.py without what is for training only."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 16, 3, padding=1)
        self.conv2 = nn.Conv2d(16, 32, 3, padding=1)
        self.conv3 = nn.Conv2d(32, 48, 3, padding=1)
        self.fc = nn.Linear(48 * 2 * 2, 10)
        for name, parameter in self.named_parameters():
            parameter.data = torch.from_numpy(np.load(HERE / f"digits_weights/{name}.npy"))

    def forward(self, image):
        x = F.relu(self.conv1(image))
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.max_pool2d(F.relu(self.conv3(x)), 2)
        return torch.softmax(self.fc(torch.flatten(x, 1)), 1)


def without_machine_paths():
    """Archives tell where their source lay: here only the last parts of the path, and lines counted
    from the function, so that an edit of this file does not change them all."""
    original = torch._sources.get_source_lines_and_file

    def shortened(obj, error_msg=None):
        lines, _, file = original(obj, error_msg)
        parts = Path(file).parts
        start = parts.index("torch") if "torch" in parts else len(parts) - 1
        return lines, 1, "/".join(parts[start:])

    torch._sources.get_source_lines_and_file = shortened


def check(file, limit):
    """Reads the file again and holds it to the reference outputs."""
    module = torch.jit.load(str(OUT / file))
    images, labels, expected = (np.load(OUT / f"test-{part}.npy") for part in ("images", "labels", "scores"))
    with torch.no_grad():
        scores = torch.cat([module(torch.from_numpy(image[None])) for image in images]).numpy()
    difference = np.abs(scores - expected).max()
    accuracy = (scores.argmax(1) == labels).mean()
    print(f"{file:18s} {(OUT / file).stat().st_size:6d} bytes, accuracy {accuracy:.4f}, "
          f"scores differ by at most {difference:.1e}")
    assert difference <= limit, (file, difference)


def main():
    print(f"python {platform.python_version()}, torch {torch.__version__}, numpy {np.__version__}")
    without_machine_paths()
    torch.set_num_threads(1)
    torch.backends.quantized.engine = "qnnpack"
    files = {"infer4j.properties": PROPERTIES.encode()}

    scripted = torch.jit.script(Digits().eval())
    torch.jit.save(scripted, str(OUT / "digits.pt"), _extra_files=files)
    scripted._save_for_lite_interpreter(str(OUT / "digits.ptl"), _extra_files=files)
    optimize_for_mobile(scripted)._save_for_lite_interpreter(str(OUT / "digits.opt.ptl"), _extra_files=files)
    dynamic = quantize_dynamic(Digits().eval(), {nn.Linear})
    # Of version 4 on they ask for a reduced range, of which PyTorch warns that qnnpack ignores it.
    for module in dynamic.modules():
        if isinstance(module, nnqd.Linear):
            module.version = 3
    torch.jit.save(torch.jit.script(dynamic), str(OUT / "digits-dynamic.pt"), _extra_files=files)

    for file in ("digits.pt", "digits.ptl", "digits.opt.ptl"):
        check(file, 1e-5)
    check("digits-dynamic.pt", 0.05)


# The order of a set of strings gets into the files, so it must not be another one in each run.
if os.environ.get("PYTHONHASHSEED") != "0":
    os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})
main()

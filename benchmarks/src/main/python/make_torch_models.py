"""Writes the TorchScript models that the benchmarks run, and the outputs expected of them.

Command (from the repository root; a few seconds):

    /usr/bin/python3 benchmarks/src/main/python/make_torch_models.py

Written for Python 3.11, Debian's torch 1.13.0, torchvision 0.14.1 and numpy 1.24.2 (the versions in
use are printed). Two runs with the same versions give identical files, in
../resources/io/infer4j/benchmarks/. Everything is float32.

clip.pt.gz       frames [1,16,3,32,32], hand [1,2] -> coarse [1,16,2], fine [1,16,12]: two convolutions
                 for each frame, a bidirectional GRU over the frames, softmax and sigmoid
mobilenet.pt.gz  image [1,3,224,224] -> logits [1,1000]: torchvision's mobilenet_v3_small (2.5 million
                 parameters), untrained
NAME_SEED_OUTPUT.npy  what PyTorch answers for the inputs of a seed, for these two and for the digits
                 network of the command line tool, which the benchmarks run too

The weights are pseudo-random but begin anew every 251 numbers, so that gzip makes little of them; how
long a run takes does not depend on them. Element i of an input is ((i + 1000 SEED)^2 * A mod M) / M,
which any language computes alike. The printed magnitudes show that activations neither explode nor
vanish; the script fails if they do.
"""

import gzip
import io
import os
import platform
import sys
from pathlib import Path

import numpy as np
import torch
import torch._sources
import torchvision
from torch import nn

OUT = Path(__file__).resolve().parent.parent / "resources/io/infer4j/benchmarks"
DIGITS = Path(__file__).resolve().parents[4] / "cli/src/main/resources/io/infer4j/cli/digits/digits.pt"
A, M = 3_000_017, 16_777_213  # M: the largest prime below 2^24, so float32 holds all remainders
PERIOD = 251
SEEDS = (1, 2)


class Clip(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, stride=2, padding=1)
        self.conv2 = nn.Conv2d(16, 32, 3, stride=2, padding=1)
        self.hand = nn.Linear(2, 32)
        self.gru = nn.GRU(32, 32, batch_first=True, bidirectional=True)
        self.coarse = nn.Linear(64, 2)
        self.fine = nn.Linear(64, 12)

    def forward(self, frames, hand):
        b, t = frames.size(0), frames.size(1)
        x = torch.relu(self.conv1(frames.flatten(0, 1)))
        x = torch.relu(self.conv2(x)).mean([2, 3])
        x = x.view(b, t, 32) + self.hand(hand).unsqueeze(1)
        x, _ = self.gru(x)
        return torch.softmax(self.coarse(x), -1), torch.sigmoid(self.fine(x))


def without_machine_paths():
    """Archives tell where their source lay: here only the last parts of the path, and lines counted
    from the function, so that an edit of this file does not change them all."""
    original = torch._sources.get_source_lines_and_file

    def shortened(obj, error_msg=None):
        lines, _, file = original(obj, error_msg)
        parts = Path(file).parts
        starts = [parts.index(root) for root in ("torch", "torchvision") if root in parts]
        return lines, 1, "/".join(parts[starts[0] if starts else -1:])

    torch._sources.get_source_lines_and_file = shortened


def uniform(start, shape):
    """Pseudo-random numbers from 0 to 1, each a multiple of 1/M rounded to float32."""
    count = int(np.prod(shape))
    i = torch.arange(start, start + count, dtype=torch.int64)
    return ((i * i * A % M).double() / M).float().reshape(shape)


def filled(model):
    """Sets weights of the variance 2 / inputs, with a period; batch norm stays as it is."""
    for layer, (name, parameter) in enumerate(model.named_parameters()):
        if parameter.dim() > 1:
            pattern = 2 * uniform(1000 * layer, [PERIOD]) - 1
            pattern = (pattern - pattern.mean()) / pattern.std()
            repeats = -(-parameter.numel() // PERIOD)
            gain = (2 / parameter[0].numel()) ** 0.5
            parameter.data = (gain * pattern).repeat(repeats)[:parameter.numel()].reshape(parameter.shape)
        elif name.endswith("bias"):
            parameter.data = torch.full(parameter.shape, 0.01)
    return model.eval()


def save(name, module, properties):
    buffer = io.BytesIO()
    torch.jit.save(torch.jit.script(module), buffer, _extra_files={"infer4j.properties": properties.encode()})
    file = OUT / f"{name}.pt.gz"
    file.write_bytes(gzip.compress(buffer.getvalue(), 9, mtime=0))
    parameters = sum(p.numel() for p in module.parameters())
    print(f"{file.name}: {parameters} parameters, {len(buffer.getvalue())} bytes, {file.stat().st_size} compressed")


def expect(name, module, input_shapes, outputs):
    results = []
    for seed in SEEDS:
        inputs = [uniform(1000 * seed, shape) for shape in input_shapes]
        result = module(*inputs)
        result = result if isinstance(result, tuple) else (result,)
        results.append(result)
        for output, value in zip(outputs, result, strict=True):
            np.save(OUT / f"{name}_{seed}_{output}.npy", value.numpy())
            print(f"{name} {output} {list(value.shape)} from {value.min():.4f} to {value.max():.4f}")
            assert torch.isfinite(value).all() and value.std() > 1e-3
    for one, other in zip(*results):
        assert (one - other).abs().max() > 1e-3, f"{name} gives the same for other inputs"


def main():
    print(f"python {platform.python_version()}, torch {torch.__version__}, "
          f"torchvision {torchvision.__version__}, numpy {np.__version__}")
    without_machine_paths()
    torch.set_num_threads(1)
    with torch.no_grad():
        clip = filled(Clip())
        save("clip", clip, """infer4j.version=1
input.0.name=frames
input.0.dtype=float32
input.0.shape=B,T,3,H,W
input.1.name=hand
input.1.dtype=float32
input.1.shape=B,2
output.0.name=coarse
output.0.dtype=float32
output.0.shape=B,T,2
output.1.name=fine
output.1.dtype=float32
output.1.shape=B,T,12
""")
        expect("clip", clip, ([1, 16, 3, 32, 32], [1, 2]), ("coarse", "fine"))
        mobilenet = filled(torchvision.models.mobilenet_v3_small())
        save("mobilenet", mobilenet, """infer4j.version=1
input.0.name=image
input.0.dtype=float32
input.0.shape=N,3,H,W
output.0.name=logits
output.0.dtype=float32
output.0.shape=N,1000
""")
        expect("mobilenet", mobilenet, ([1, 3, 224, 224],), ("logits",))
        expect("digits", torch.jit.load(str(DIGITS)), ([1, 1, 8, 8],), ("scores",))


# The order of a set of strings gets into the files, so it must not be another one in each run.
if os.environ.get("PYTHONHASHSEED") != "0":
    os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})
main()

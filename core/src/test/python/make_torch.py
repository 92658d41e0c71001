"""Writes the PyTorch files by which the tests of core check that formats are recognised.

Command (from the repository root; a few seconds):

    python3 core/src/test/python/make_torch.py

Written for Python 3.11, torch 1.13.0 (the version in use is printed); in
../resources/io/infer4j/formats/:

    tiny.pt           TorchScript, torch.jit.save
    tiny_lite.ptl     for the lite interpreter, a zip
    tiny_flat.ptl     for the lite interpreter, a flatbuffer
"""

import os

import torch

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "..", "resources", "io", "infer4j", "formats")


class AddOne(torch.nn.Module):
    def forward(self, x):
        return x + 1.0


os.makedirs(OUT, exist_ok=True)
script = torch.jit.script(AddOne())
script.save(os.path.join(OUT, "tiny.pt"))
script._save_for_lite_interpreter(os.path.join(OUT, "tiny_lite.ptl"))
script._save_for_lite_interpreter(os.path.join(OUT, "tiny_flat.ptl"), _use_flatbuffer=True)
print("torch", torch.__version__)

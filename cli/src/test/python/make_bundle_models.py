"""Makes the models of the tests of `infer4j bundle`, each the twin of another but for its names, order or layout.

    /usr/bin/python3 cli/src/test/python/make_bundle_models.py

With torch 1.13.1, onnx 1.12 and numpy of Debian 12. conv_nchw.onnx has the weights of backend-tflite's conv.tflite,
which is copied beside it.
"""
import pathlib
import shutil

import numpy as np
import torch
from torch import nn

ROOT = pathlib.Path(__file__).resolve().parents[4]
OUT = ROOT / "cli/src/test/resources/io/infer4j/cli/models"
TFLITE = ROOT / "backend-tflite/src/test/resources/io/infer4j/tflite"


def weights(name):
    found = list((ROOT / "backend-tflite").glob(f"**/src/**/{name}.npy"))
    return torch.from_numpy(np.load(found[0]))


class Conv(nn.Module):
    """conv.tflite, channels first."""

    def forward(self, x):
        filters = weights("conv_filters").permute(0, 3, 1, 2)  # from O, H, W, I
        x = torch.relu(nn.functional.conv2d(x, filters, weights("conv_bias"), padding=1))
        depthwise = weights("conv_depthwise").permute(3, 0, 1, 2)  # from 1, H, W, C
        bias = weights("conv_depthwise_bias")
        return nn.functional.conv2d(x, depthwise, bias, stride=2, groups=4)


class Sums(nn.Module):
    def forward(self, a, b):
        return a + b, a - b


class SumsSwapped(nn.Module):
    """Sums with inputs and outputs the other way round, and one output more."""

    def forward(self, p, q):
        return q - p, q + p, p * q


class Mean(nn.Module):
    """The same whatever the order of axes."""

    def forward(self, x):
        return torch.relu(x - 0.5).mean([1, 2, 3], keepdim=True).reshape(1, 1)


class Twice(nn.Module):
    def forward(self, x):
        return x * 2


class BytesTwice(nn.Module):
    """Twice on int8, whose scale the file does not tell."""

    def forward(self, x):
        return (x.to(torch.int32) * 2).to(torch.int8)


def export(name, module, example, inputs, outputs):
    torch.onnx.export(
        module.eval(), example, OUT / f"{name}.onnx", input_names=inputs, output_names=outputs, opset_version=13
    )


torch.manual_seed(0)
export("conv_nchw", Conv(), torch.rand(1, 2, 6, 6), ["image"], ["features"])
shutil.copyfile(TFLITE / "models/conv.tflite", OUT / "conv_nhwc.tflite")
export("sums", Sums(), (torch.rand(2, 3), torch.rand(2, 3)), ["a", "b"], ["sum", "difference"])
export("sums_swapped", SumsSwapped(), (torch.rand(2, 3), torch.rand(2, 3)), ["p", "q"], ["o0", "o1", "o2"])
export("mean", Mean(), torch.rand(1, 4, 4, 4), ["x"], ["y"])
export("mean_too", Mean(), torch.rand(1, 4, 4, 4), ["z"], ["y"])
export("twice", Twice(), torch.zeros(1, 4), ["x"], ["y"])
export("twice_int8", BytesTwice(), torch.zeros(1, 4, dtype=torch.int8), ["x"], ["y"])
torch.jit.script(Twice()).save(str(OUT / "twice_without_specs.pt"))

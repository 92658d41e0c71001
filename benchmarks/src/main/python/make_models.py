"""Writes the two ONNX models that the benchmarks run.

Command (from the repository root; a few seconds):

    python3 benchmarks/src/main/python/make_models.py

Written for Python 3.11, torch 1.13.0, onnx 1.12.0, numpy 1.24.2 (the versions in use are printed).
Two runs with the same versions give identical files, in
../resources/io/infer4j/benchmarks/. Both models have IR version 8 and opset 15.

mlp.onnx        x float32 [1,4] -> Gemm(8) -> Relu -> Gemm(3) -> y float32 [1,3]
mobilenet.onnx  input float32 [1,3,224,224] -> prob float32 [1,1000]: the layers of MobileNetV2 at
                width 1.0 with batch norm folded (3.5 million parameters), untrained

mobilenet.onnx does not store its weights. Operators on constants make them, and a runtime folds
these when it loads the model (ONNX Runtime: optimization level basic or higher). Weight i of a
layer is the pseudo-random number ((i + start)^2 * A mod M) / M, moved to -scale..scale; integer
arithmetic, so every runtime has the same weights. All biases are 0.01.

While the network is written, PyTorch computes it for a random image. The printed magnitudes show
that activations neither explode nor vanish; the script fails if they do.
"""

import platform
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, checker, helper, numpy_helper
from torch.nn import functional as F

OUT = Path(__file__).resolve().parent.parent / "resources/io/infer4j/benchmarks"
FLOAT = TensorProto.FLOAT
A, M = 3_000_017, 16_777_213  # M: the largest prime below 2^24, so float32 holds all remainders
BIAS = 0.01

# Expansion, output channels, repetitions, first stride: table 2 of the MobileNetV2 paper.
BLOCKS = ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2),
          (6, 320, 1, 1))


class Network:
    """Collects ONNX nodes and computes the same with PyTorch. A tensor is a pair (name, value)."""

    def __init__(self):
        self.nodes, self.initializers = [], []
        self.layers = self.parameters = 0

    def constant(self, data, dtype):
        """The name of a stored constant; equal constants are stored once."""
        tensor = numpy_helper.from_array(np.asarray(data, dtype))
        for known in self.initializers:
            if (known.dims, known.data_type, known.raw_data) == (tensor.dims, tensor.data_type, tensor.raw_data):
                return known.name
        tensor.name = f"const{len(self.initializers)}"
        self.initializers.append(tensor)
        return tensor.name

    def node(self, op, inputs, output=None, **attributes):
        output = output or f"t{len(self.nodes)}"
        self.nodes.append(helper.make_node(op, inputs, [output], **attributes))
        return output

    def weight(self, shape, gain):
        """Uniform pseudo-random weights with the variance gain / inputs per output."""
        self.layers += 1
        count, start = int(np.prod(shape)), 1000 * self.layers
        factor = 2 * (3 * gain / np.prod(shape[1:])) ** 0.5 / M
        self.parameters += count + shape[0]

        def integer(number):
            return self.constant(number, np.int64)

        def real(number):
            return self.constant(number, np.float32)

        name = self.node("Range", [integer(start), integer(start + count), integer(1)])
        name = self.node("Mul", [name, name])
        name = self.node("Mul", [name, integer(A)])
        name = self.node("Mod", [name, integer(M)])
        name = self.node("Cast", [name], to=FLOAT)
        name = self.node("Sub", [name, real(M // 2)])
        name = self.node("Mul", [name, real(factor)])
        name = self.node("Reshape", [name, integer(shape)])
        i = torch.arange(start, start + count)
        value = ((i * i * A % M).float() - M // 2) * np.float32(factor)
        return name, value.reshape(shape)

    def bias(self, count):
        fill = numpy_helper.from_array(np.asarray([BIAS], np.float32))
        name = self.node("ConstantOfShape", [self.constant([count], np.int64)], value=fill)
        return name, torch.full([count], BIAS)

    def conv(self, x, channels, kernel=1, stride=1, groups=1, gain=2.0, relu6=True):
        weight = self.weight([channels, x[1].shape[1] // groups, kernel, kernel], gain)
        bias = self.bias(channels)
        pad = kernel // 2
        name = self.node("Conv", [x[0], weight[0], bias[0]], group=groups, kernel_shape=[kernel] * 2,
                         pads=[pad] * 4, strides=[stride] * 2)
        value = F.conv2d(x[1], weight[1], bias[1], stride, pad, groups=groups)
        if relu6:
            name = self.node("Clip", [name, self.constant(0, np.float32), self.constant(6, np.float32)])
            value = F.relu6(value)
        return name, value

    def block(self, x, expansion, channels, stride):
        """An inverted residual. Gains keep the variance: 2 after a ReLU6, else 1, less if added."""
        inputs = x[1].shape[1]
        residual = stride == 1 and inputs == channels
        y = self.conv(x, inputs * expansion, gain=1.0) if expansion > 1 else x
        y = self.conv(y, y[1].shape[1], 3, stride, groups=y[1].shape[1])
        y = self.conv(y, channels, gain=0.5 if residual else 2.0, relu6=False)
        return (self.node("Add", [x[0], y[0]]), x[1] + y[1]) if residual else y

    def head(self, x, classes):
        value = x[1].mean((2, 3))
        name = self.node("Flatten", [self.node("GlobalAveragePool", [x[0]])])
        weight, bias = self.weight([classes, value.shape[1]], 2.0), self.bias(classes)
        value = torch.softmax(F.linear(value, weight[1], bias[1]), 1)
        name = self.node("Gemm", [name, weight[0], bias[0]], transB=1)
        return self.node("Softmax", [name], "prob", axis=1), value


def report(layer, x):
    """Prints the magnitudes of a tensor and fails if they are not sane."""
    value = x[1].double()
    rms = value.square().mean().sqrt().item()
    smallest = value[value != 0].abs().min().item()
    print(f"{layer:10s} {str(list(value.shape)):20s} rms {rms:8.4f}  largest {value.abs().max():8.4f}  "
          f"smallest {smallest:.1e}  zero {(value == 0).double().mean() * 100:4.1f} %")
    assert torch.isfinite(value).all() and 1e-4 < rms < 10 and smallest > 1e-30


def mobilenet():
    net = Network()
    torch.manual_seed(1)
    x = ("input", torch.randn(1, 3, 224, 224))
    report("input", x)
    x = net.conv(x, 32, 3, 2, gain=1.0)
    report("first", x)
    for number, (expansion, channels, repetitions, stride) in enumerate(BLOCKS, 1):
        for i in range(repetitions):
            x = net.block(x, expansion, channels, stride if i == 0 else 1)
        report(f"stage {number}", x)
    x = net.conv(x, 1280, gain=1.0)
    report("last", x)
    x = net.head(x, 1000)
    report("prob", x)
    top = x[1][0].topk(3)
    print(f"mobilenet: {net.parameters} parameters in {net.layers} layers, "
          f"top classes {top.indices.tolist()} {[round(p, 5) for p in top.values.tolist()]}")
    assert 3_480_000 < net.parameters < 3_520_000
    save("mobilenet", net.nodes, ("input", [1, 3, 224, 224]), ("prob", [1, 1000]), net.initializers)


def mlp():
    rng = np.random.RandomState(1)
    shapes = {"w1": (4, 8), "b1": (8,), "w2": (8, 3), "b2": (3,)}
    weights = [numpy_helper.from_array(rng.uniform(-1, 1, s).astype(np.float32), k) for k, s in shapes.items()]
    nodes = [helper.make_node("Gemm", ["x", "w1", "b1"], ["h"]), helper.make_node("Relu", ["h"], ["r"]),
             helper.make_node("Gemm", ["r", "w2", "b2"], ["y"])]
    save("mlp", nodes, ("x", [1, 4]), ("y", [1, 3]), weights)


def save(name, nodes, given, result, initializers):
    graph = helper.make_graph(nodes, name, [helper.make_tensor_value_info(given[0], FLOAT, given[1])],
                              [helper.make_tensor_value_info(result[0], FLOAT, result[1])], initializers)
    proto = helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 15)],
                              producer_name="infer4j benchmarks make_models.py")
    checker.check_model(proto, full_check=True)
    file = OUT / f"{name}.onnx"
    file.write_bytes(proto.SerializeToString(deterministic=True))
    print(f"{file.name} {file.stat().st_size} bytes")


def main():
    print(f"python {platform.python_version()}, torch {torch.__version__}, onnx {onnx.__version__}, "
          f"numpy {np.__version__}")
    OUT.mkdir(parents=True, exist_ok=True)
    mlp()
    mobilenet()


main()

"""Makes models that `infer4j bundle` must not take for one network, and some that it must.

    /usr/bin/python3 cli/src/test/python/make_unrelated_models.py

With torch 1.13.1 and onnx 1.12 of Debian 12.
"""
import pathlib

import onnx
import torch
from onnx import TensorProto, helper
from torch import nn

OUT = pathlib.Path(__file__).resolve().parents[4] / "cli/src/test/resources/io/infer4j/cli/models"


class Saturated(nn.Module):
    """1 for whatever is not far below 0."""

    def __init__(self, seed):
        super().__init__()
        torch.manual_seed(seed)
        self.weights = nn.Parameter(torch.randn(8, 1))

    def forward(self, x):
        return torch.sigmoid(x @ self.weights + 40)


class Tiny(Saturated):
    """All of its outputs are near 1e-9."""

    def forward(self, x):
        return torch.tanh(x @ self.weights) * 1e-9


class Pattern(nn.Module):
    """Ten numbers of which nearly everything is the same for every input."""

    def __init__(self, seed):
        super().__init__()
        torch.manual_seed(seed)
        self.weights = nn.Parameter(torch.randn(8, 10))
        self.register_buffer("pattern", torch.arange(10.0))

    def forward(self, x):
        return self.pattern + 1e-3 * torch.tanh(x @ self.weights)


class Label(Pattern):
    """The same class for nearly every input."""

    def forward(self, x):
        return torch.argmax(self.pattern * 10 + x @ self.weights, dim=1)


class Anchored(Pattern):
    """One output that varies, one that does not."""

    def forward(self, x):
        return torch.tanh(x @ self.weights), self.pattern + 0 * x[:, :1]


class Warp(nn.Module):
    def forward(self, image, grid):
        return nn.functional.grid_sample(image, grid, align_corners=False)


def export(name, module, *example, inputs=("x",), outputs=("y",)):
    torch.onnx.export(
        module.eval(), example, OUT / f"{name}.onnx", input_names=inputs, output_names=outputs, opset_version=16
    )


def save(name, nodes, inputs, outputs, initializers=()):
    graph = helper.make_graph(nodes, name, inputs, outputs, initializers)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    onnx.save(model, str(OUT / f"{name}.onnx"))


x = torch.rand(1, 8)
for kind in Saturated, Tiny, Pattern, Label:
    for seed, suffix in (0, "a"), (1, "b"):
        export(f"{kind.__name__.lower()}_{suffix}", kind(seed), x)
for kind in Saturated, Tiny, Pattern:
    export(f"{kind.__name__.lower()}_twin", kind(0), x, inputs=("z",), outputs=("w",))
export("anchored", Anchored(0), x, outputs=("scores", "anchors"))
export("anchored_twin", Anchored(0), x, inputs=("z",), outputs=("scores", "anchors"))

image = torch.rand(1, 1, 4, 4)
grid = torch.rand(1, 4, 4, 2)
export("warp", Warp(), image, grid, inputs=("image", "grid"), outputs=("warped",))
torch.jit.script(Warp()).save(str(OUT / "warp.pt"))

# A table of three rows, which there is no row 9 of.
for name, ids in ("embedding", "ids"), ("embedding_twin", "tokens"):
    save(
        name,
        [helper.make_node("Gather", ["table", ids], ["rows"])],
        [helper.make_tensor_value_info(ids, TensorProto.INT64, [1, 4])],
        [helper.make_tensor_value_info("rows", TensorProto.FLOAT, [1, 4, 2])],
        [helper.make_tensor("table", TensorProto.FLOAT, [3, 2], [0, 1, 2, 3, 4, 5])],
    )
# A window of four, which a signal of one does not have.
save(
    "windows",
    [helper.make_node("Conv", ["x", "window"], ["y"])],
    [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 1, "samples"])],
    [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 1, "steps"])],
    [helper.make_tensor("window", TensorProto.FLOAT, [1, 1, 4], [1, 2, 3, 4])],
)
# The least integer divided by -1, which ends the process (and not by the number itself).
for name, divisor in ("divides", 1), ("divides_too", 1), ("ends_the_process", -1):
    least = helper.make_tensor("least", TensorProto.INT32, [1], [-(2**31)])
    none = helper.make_tensor("none", TensorProto.INT32, [1], [0])
    by = helper.make_tensor("by", TensorProto.INT32, [1], [divisor])
    save(
        name,
        [
            helper.make_node("Mul", ["x", "none"], ["zero"]),
            helper.make_node("Add", ["zero", "least"], ["dividend"]),
            helper.make_node("Add", ["zero", "by"], ["divisor"]),
            helper.make_node("Div", ["dividend", "divisor"], ["quotient"]),
            helper.make_node("Add", ["quotient", "x"], ["y"]),
        ],
        [helper.make_tensor_value_info("x", TensorProto.INT32, [1])],
        [helper.make_tensor_value_info("y", TensorProto.INT32, [1])],
        [least, none, by],
    )

# Boxes in pixels and scores in one output; and what exporters make of it: all of it in one step of
# int8, which is too coarse for the scores, or each part in one of its own.
generator = torch.Generator().manual_seed(3)
boxes = (torch.rand(8, 4, generator=generator) * 160).flatten().tolist()
scores = torch.randn(8, 2, generator=generator).flatten().tolist()


def rounded(value, step):
    return [
        helper.make_node("QuantizeLinear", [value, step, "zero"], [value + "_int8"]),
        helper.make_node("DequantizeLinear", [value + "_int8", step, "zero"], [value + "_real"]),
    ]


def detector(name, steepness, bias, ends):
    save(
        name,
        [
            helper.make_node("MatMul", ["x", "boxes"], ["box"]),
            helper.make_node("MatMul", ["x", "scores"], ["raw"]),
            helper.make_node("Mul", ["raw", "steepness"], ["steep"]),
            helper.make_node("Add", ["steep", "bias"], ["logit"]),
            helper.make_node("Sigmoid", ["logit"], ["score"]),
            *ends,
        ],
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 8])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 6])],
        [
            helper.make_tensor("boxes", TensorProto.FLOAT, [8, 4], boxes),
            helper.make_tensor("scores", TensorProto.FLOAT, [8, 2], scores),
            helper.make_tensor("steepness", TensorProto.FLOAT, [1], [steepness]),
            helper.make_tensor("bias", TensorProto.FLOAT, [1], [bias]),
            helper.make_tensor("coarse", TensorProto.FLOAT, [], [5.0]),
            helper.make_tensor("fine", TensorProto.FLOAT, [], [0.02]),
            helper.make_tensor("zero", TensorProto.INT8, [], [-128]),
        ],
    )


joined = [helper.make_node("Concat", ["box", "score"], ["y"], axis=1)]
detector("boxes", 1, 0, joined)
detector("boxes_inverted", -1, 0, joined)
detector("boxes_zero", 0, -20, joined)
whole = [helper.make_node("Concat", ["box", "score"], ["all"], axis=1), *rounded("all", "coarse")]
detector("boxes_int8", 1, 0, [*whole, helper.make_node("Identity", ["all_real"], ["y"])])
parts = [*rounded("box", "coarse"), *rounded("score", "fine")]
detector(
    "boxes_int8_apart", 1, 0, [*parts, helper.make_node("Concat", ["box_real", "score_real"], ["y"], axis=1)]
)

# Three numbers of four that are 0 for inputs from 0 to 1.
for seed, suffix in (0, "a"), (1, "b"):
    weights = -torch.rand(8, 4, generator=torch.Generator().manual_seed(seed))
    weights[:, 0] = 1
    save(
        f"dead_{suffix}",
        [helper.make_node("MatMul", ["x", "w"], ["z"]), helper.make_node("Relu", ["z"], ["y"])],
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 8])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 4])],
        [helper.make_tensor("w", TensorProto.FLOAT, [8, 4], weights.flatten().tolist())],
    )

# The same for one sample; the second also adds up those of a batch.
for name, ends in (
    ("batch", [helper.make_node("Identity", ["own"], ["y"])]),
    ("batch_summed", [helper.make_node("CumSum", ["own", "first"], ["y"])]),
):
    save(
        name,
        [
            helper.make_node("MatMul", ["x", "w"], ["z"]),
            helper.make_node("Softmax", ["z"], ["own"], axis=1),
            *ends,
        ],
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", 8])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", 2])],
        [
            helper.make_tensor("w", TensorProto.FLOAT, [8, 2], scores),
            helper.make_tensor("first", TensorProto.INT64, [], [0]),
        ],
    )

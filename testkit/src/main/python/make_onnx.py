"""Writes model.onnx of each conformance fixture.

Command (from the repository root, after make_fixtures.py; a few seconds):

    python3 testkit/src/main/python/make_onnx.py

Written for Python 3.11, onnx 1.12.0, NumPy 1.24.2 (the versions in use are printed). Two runs with the
same versions give identical files. IR version 8, opset 15. Names, dtypes and shapes of inputs and
outputs are those of fixture.properties; weights come from fixture_weights.
"""

import platform

import numpy as np
import onnx
from onnx import TensorProto, checker, helper, numpy_helper
from onnx.helper import make_node as node

from fixture_files import fixtures, weight

SLOW_STEPS, SLOW_GRID, SLOW_MODULUS = 400, 1024, 2 ** 31 - 1


def constant(name, data, dtype=np.float32):
    return numpy_helper.from_array(np.asarray(data, dtype), name)


def element_type(dtype):
    return TensorProto.DataType.Value({"float32": "FLOAT", "float64": "DOUBLE"}.get(dtype, dtype.upper()))


def values(specs):
    return [helper.make_tensor_value_info(s.name, element_type(s.dtype), s.shape) for s in specs]


def identity():
    return [node("Identity", ["x"], ["y"])], []


def add():
    return [node("Add", ["a", "b"], ["sum"])], []


def add_sub():
    return [node("Add", ["a", "b"], ["sum"]), node("Sub", ["a", "b"], ["difference"])], []


def mlp():
    return ([node("Gemm", ["x", "w1", "b1"], ["h"], transB=1), node("Relu", ["h"], ["r"]),
             node("Gemm", ["r", "w2", "b2"], ["logits"], transB=1),
             node("Softmax", ["logits"], ["scores"], axis=-1)],
            [constant(k, weight(f"mlp_{k}")) for k in ("w1", "b1", "w2", "b2")])


def conv():
    return ([node("Conv", ["image", "weight", "bias"], ["linear"], pads=[1, 1, 1, 1]),
             node("Relu", ["linear"], ["features"])],
            [constant(k, weight(f"conv_{k}")) for k in ("weight", "bias")])


def many():
    return ([node("Mul", [f"x{i}", f"factor{i}"], [f"y{i}"]) for i in range(12)],
            [constant(f"factor{i}", i + 1) for i in range(12)])


def names(fixture):
    pairs = zip(fixture.inputs, fixture.outputs)
    return ([node("Add", [x.name, f"c{i}"], [y.name]) for i, (x, y) in enumerate(pairs)],
            [constant(f"c{i}", i + 1) for i in range(4)])


def sequence():
    return ([node("Mul", ["x", "two"], ["doubled"]), node("ReduceMean", ["x"], ["mean"], axes=[1], keepdims=0)],
            [constant("two", 2)])


def scalar():
    return ([node("Mul", ["x", "factor"], ["product"]), node("ReduceSum", ["product"], ["total"], keepdims=0)], [])


def plus_one():
    return [node("Add", ["x", "one"], ["y"])], [constant("one", 1)]


def nonzero():
    return ([node("NonZero", ["x"], ["by_axis"]), node("Transpose", ["by_axis"], ["indices"], perm=[1, 0])], [])


def quantized():
    scales = {k: constant(k, weight(f"quantized_{k}")) for k in ("x_scale", "weight_scale", "y_scale")}
    zeros = {k: constant(k, weight(f"quantized_{k}"), np.int8) for k in ("x_zero_point", "y_zero_point")}
    bias = weight("quantized_bias") * weight("quantized_x_scale") * weight("quantized_weight_scale")
    return ([node("DequantizeLinear", ["x", "x_scale", "x_zero_point"], ["x_real"]),
             node("DequantizeLinear", ["weight", "weight_scale", "weight_zero_point"], ["weight_real"]),
             node("MatMul", ["x_real", "weight_real"], ["product"]), node("Add", ["product", "bias"], ["y_real"]),
             node("QuantizeLinear", ["y_real", "y_scale", "y_zero_point"], ["y"])],
            [*scales.values(), *zeros.values(), constant("weight_zero_point", 0, np.int8),
             constant("weight", weight("quantized_weight").T, np.int8), constant("bias", bias)])


def mixed():
    return ([node("Cast", ["n"], ["n_real"], to=TensorProto.FLOAT),
             node("Where", ["mask", "x", "n_real"], ["picked"])], [])


def passthrough():
    return ([node("Identity", ["x"], ["same"]), node("Mul", ["x", "two"], ["twice"]),
             node("Identity", ["x"], ["again"])], [constant("two", 2)])


def slow():
    """The grid is added up from a row and a column, so that the file need not hold it."""
    nodes = [node("Cast", ["x"], ["whole"], to=TensorProto.INT64), node("Add", ["whole", "row"], ["rows"]),
             node("Add", ["rows", "column"], ["grid0"])]
    for i in range(SLOW_STEPS):
        nodes += [node("Add", [f"grid{i}", "one"], [f"sum{i}"]),
                  node("Mod", [f"sum{i}", "modulus"], [f"grid{i + 1}"])]
    nodes += [node("ReduceMax", [f"grid{SLOW_STEPS}"], ["greatest"], axes=[0, 1], keepdims=0),
              node("Reshape", ["greatest", "shape"], ["whole_y"]), node("Cast", ["whole_y"], ["y"], to=TensorProto.FLOAT)]
    return nodes, [constant("row", np.zeros((1, SLOW_GRID)), np.int64), constant("one", 1, np.int64),
                   constant("modulus", SLOW_MODULUS, np.int64),
                   constant("column", np.zeros((SLOW_GRID, 1)), np.int64), constant("shape", [1], np.int64)]


def clip():
    gates = lambda kind: np.stack([reordered(weight(f"clip_{way}_{kind}")) for way in ("forward", "backward")])
    heads = {"coarse": "Softmax", "fine": "Sigmoid"}
    nodes = [node("Reshape", ["frame", "frames"], ["image"])]
    for i, image in ((1, "image"), (2, "pooled1")):
        nodes += [node("Conv", [image, f"conv{i}_weight", f"conv{i}_bias"], [f"conv{i}"], pads=[1, 1, 1, 1]),
                  node("Relu", [f"conv{i}"], [f"relu{i}"]),
                  node("MaxPool", [f"relu{i}"], [f"pooled{i}"], kernel_shape=[2, 2], strides=[2, 2])]
    nodes += [node("ReduceMean", ["pooled2"], ["features"], axes=[2, 3], keepdims=0),
              node("Expand", ["hand", "hands"], ["hand_each"]),
              node("Concat", ["features", "hand_each"], ["both"], axis=1),
              node("Unsqueeze", ["both", "batch_axis"], ["steps"]),
              node("GRU", ["steps", "w_ih", "w_hh", "b"], ["states"], hidden_size=8, direction="bidirectional",
                   linear_before_reset=1),
              node("Transpose", ["states"], ["by_batch"], perm=[2, 0, 1, 3]),
              node("Reshape", ["by_batch", "joined"], ["context"])]
    for head, activation in heads.items():
        nodes += [node("MatMul", ["context", f"{head}_weight"], [f"{head}_product"]),
                  node("Add", [f"{head}_product", f"{head}_bias"], [f"{head}_logits"]),
                  node(activation, [f"{head}_logits"], [head])]
    plain = [f"{layer}_{part}" for layer in ("conv1", "conv2") for part in ("weight", "bias")]
    return nodes, [
        *(constant(k, weight(f"clip_{k}")) for k in plain + ["coarse_bias", "fine_bias"]),
        *(constant(f"{head}_weight", weight(f"clip_{head}_weight").T) for head in heads),
        constant("w_ih", gates("w_ih")), constant("w_hh", gates("w_hh")),
        constant("b", np.concatenate([gates("b_ih"), gates("b_hh")], 1)),
        constant("frames", [8, 3, 16, 16], np.int64), constant("hands", [8, 2], np.int64),
        constant("batch_axis", [1], np.int64), constant("joined", [1, 8, 16], np.int64)]


def reordered(gates):
    """From PyTorch's order of gates (reset, update, new) to that of ONNX (update, reset, new)."""
    reset, update, new = np.split(gates, 3)
    return np.concatenate([update, reset, new])


def gather():
    return ([node("Gather", ["table", "index"], ["rows"]), node("Reshape", ["rows", "flat"], ["row"])],
            [constant("table", weight("gather_table")), constant("flat", [4], np.int64)])


def unsupported():
    return [node("Unheard", ["x"], ["y"], domain="unheard")], []


MODELS = {"add_int32": add, "add_int64": add, "add_sub": add_sub, "mlp": mlp, "mlp_batch": mlp, "conv": conv,
          "many": many, "sequence": sequence, "scalar": scalar, "empty": plus_one, "nonzero": nonzero,
          "quantized": quantized, "mixed": mixed, "passthrough": passthrough, "large": plus_one, "slow": slow,
          "clip": clip, "gather": gather, "unsupported": unsupported}


def main():
    print(f"python {platform.python_version()}, onnx {onnx.__version__}, numpy {np.__version__}")
    for fixture in fixtures():
        if fixture.name == "counter":
            continue  # no model keeps anything from run to run
        if fixture.name.startswith("identity_"):
            nodes, weights = identity()
        elif fixture.name == "names":
            nodes, weights = names(fixture)
        else:
            nodes, weights = MODELS[fixture.name]()
        graph = helper.make_graph(nodes, fixture.name, values(fixture.inputs), values(fixture.outputs), weights)
        opsets = [helper.make_opsetid("", 15)]
        if fixture.name == "unsupported":
            opsets.append(helper.make_opsetid("unheard", 1))
        proto = helper.make_model(graph, ir_version=8, opset_imports=opsets, producer_name="infer4j make_onnx.py")
        checker.check_model(proto, full_check=True)
        (fixture.folder / "model.onnx").write_bytes(proto.SerializeToString(deterministic=True))


main()

"""Writes the small ONNX models that the tests of backend-onnx read.

Command (from the repository root; a few seconds):

    python3 backend-onnx/src/test/python/make_models.py

Written for Python 3.11, onnx 1.12.0, numpy 1.24.2 (the versions in use are printed). Two runs with
the same versions give identical files, in ../resources/io/infer4j/onnx/models/. All models have
IR version 8 and opset 15 unless the table says otherwise. Float32 unless a type is given;
[n] is a symbolic dimension, [?] one with neither value nor name.

Model                 What it is
--------------------  ---------------------------------------------------------------------------
identity_TYPE         y = Identity(x), both [n] of TYPE; one file per tensor type of ONNX
identity_complex64    the same with a type that backends are expected to refuse
mlp                   x [1,4] -> Gemm(8) -> Relu -> Gemm(3) -> y [1,3]; mlp_input, mlp_expected .npy
mlp_dynamic           the same weights, x [batch,4] -> y [batch,3]
mlp_unnamed           the same weights, x [?,4] -> y of undeclared and uninferable rank
mixed                 f [n,2], i int64 [n], s string [n], m bool [n] -> f_out, i_out, s_out, m_out
                      unchanged, and count, an int64 scalar: the number of elements of i
scalar                x [] -> y = 2 x []
empty_axis            x [n,4] -> y [m,4] = x twice along axis 0; m is no symbol of an input
lying_symbol          x [n] -> y declared [n], in truth x twice, so of length 2n
names                 "in put", "größe/0:1", "日本", "a=b", all [1] -> "out 1" (sum of the first
                      two), "sum,two" (sum of the last two), "😀" (sum of all four), all [1]
passthrough           x [2] -> x (the input itself), constant [2] = 3, 4, y = x + 1
default_input         x [2], bias [2] (optional, initially 10, 20) -> y = x + bias
sequence_output       a [n], b [m] -> y, the sequence of tensors a, b
sequence_input        x, a sequence of tensors [?] -> y [?], their concatenation
map_output            x [n,3] -> label int64 [n] (argmax), probabilities: sequence of int64 -> float
                      maps with keys 0, 1, 2 (ai.onnx.ml ZipMap, as scikit-learn converters write)
custom_op             x [n] -> y by com.example.Frobnicate: no backend has this operator
unknown_op            x [n] -> y by NoSuchOp of the default domain (invalid)
future_opset          y = Identity(x), opset 99: newer than any runtime
slow                  x [256,256], steps int64 [] -> y = x times the unit matrix, steps times (= x)
external              x [1,4] -> y [1,3], the weights of mlp, stored in external.weights
external_great        x [1,4] -> y [1,8192] = x times a matrix of 128 KiB, "great.weights", which the
                      test writes
external_small        x [1,4] -> y [2,2]; the shape lies in small.weights, at 128
external_subgraph     x [1,4], c bool -> y [1,4]: if c 3 x, whose matrix lies in small.weights, else x
external_attribute    x [1,4] -> y [1,4] = 3 x; the matrix is an attribute, in small.weights
external_function     the same with the attribute within a function of the model
external_outside      the same matrix as an initializer, at "../models/small.weights"
external_absolute     the same at "/etc/passwd"
gru                   x [T,B,3] -> y [T,1,B,2], last [1,B,2]
einsum                a, b of unknown rank -> y = their product, by "ij,jk->ik"
div_int32             a int32 [n,m], b int32 [k,m] -> y = a / b
mod_int64             a, b int64 [n] -> y = the remainder of a / b
fmod_int32            a, b int32 [n] -> y = the same, with the attribute fmod
div_guarded           a, b int32 [1], c bool -> y [1]: if c a / b, else a
trilu                 x [n,m], k int64 [1] -> y = x from its k-th diagonal upwards
big_output            n int64 [1] -> y float32 [n], all 0
old_opset             x [2] -> y = x + x with the Add of opset 6, for which ONNX Runtime has no kernel
string_upper          s string [n] -> u string [n], upper case, by ONNX Runtime Extensions
optional_input        x optional(float32 [n]) -> y bool, whether it is there
optional_output       x [n] -> y optional(float32 [n]), absent, and z = x
metadata              mlp with every descriptive field of ONNX filled
clip                  frames [B,T,3,8,8], hand [B,2] -> coarse [B,T,2] (softmax), fine [B,T,5]
                      (sigmoid)
zero_input            no input -> y [3] = 1, 2, 3
failing               index int64 [1] -> y [1] = (10, 20, 30, 40)[index]; fails if index is not
                      in -4 .. 3
label_encoder         s string [n] -> label int64 [n]: "größe" 1, "日本" 2, "😀" 3, others -1
emoji                 no input -> y string [2] = "größe", "a😀b"
"""

import platform
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, TypeProto, checker, helper, numpy_helper, shape_inference
from onnx.helper import make_node as node
from onnx.helper import make_tensor_value_info as value

OUT = Path(__file__).resolve().parent.parent / "resources/io/infer4j/onnx/models"
FLOAT, INT32, INT64 = TensorProto.FLOAT, TensorProto.INT32, TensorProto.INT64
BOOL, STRING = TensorProto.BOOL, TensorProto.STRING


def constant(name, data, dtype=np.float32):
    return numpy_helper.from_array(np.asarray(data, dtype), name)


def model(name, nodes, inputs, outputs, initializers=(), domains=None, **fields):
    graph = helper.make_graph(nodes, name, inputs, outputs, list(initializers))
    opsets = [helper.make_opsetid(d, v) for d, v in {"": 15, **(domains or {})}.items()]
    return helper.make_model(graph, **{
        "ir_version": 8, "opset_imports": opsets, "producer_name": "infer4j make_models.py", **fields})


def save(proto, valid=True, full_check=True):
    """Writes the model. Checks it first, or checks that the checker refuses it (valid=False)."""
    name = proto.graph.name
    try:
        checker.check_model(proto, full_check=full_check)
        refused = None
    except (checker.ValidationError, shape_inference.InferenceError) as e:
        refused = e
    if valid != (refused is None):
        raise AssertionError(f"{name}: expected valid={valid}, but: {refused}")
    (OUT / f"{name}.onnx").write_bytes(proto.SerializeToString(deterministic=True))


def save_array(name, data):
    np.save(OUT / f"{name}.npy", data)


def rounded(rng, *shape):
    """Random numbers in -1..1 that are multiples of 1/64: exact, and readable when printed."""
    return (rng.randint(-64, 65, shape) / 64).astype(np.float32)


def identity_models():
    for name in ("float32 float64 int8 uint8 int16 uint16 int32 uint32 int64 uint64 bool string "
                 "float16 bfloat16 complex64").split():
        dtype = TensorProto.DataType.Value({"float32": "FLOAT", "float64": "DOUBLE"}.get(name, name.upper()))
        save(model(f"identity_{name}", [node("Identity", ["x"], ["y"])],
                   [value("x", dtype, ["n"])], [value("y", dtype, ["n"])]))


def mlp(name, x_shape, y_shape, extra_nodes=(), extra_initializers=(), **fields):
    """The perceptron with its one set of weights; extra nodes go from 'logits' to 'y'."""
    rng = np.random.RandomState(1)
    weights = {"w1": rounded(rng, 4, 8), "b1": rounded(rng, 8),
               "w2": rounded(rng, 8, 3), "b2": rounded(rng, 3)}
    last = "logits" if extra_nodes else "y"
    proto = model(name, [node("Gemm", ["x", "w1", "b1"], ["h"]), node("Relu", ["h"], ["r"]),
                         node("Gemm", ["r", "w2", "b2"], [last]), *extra_nodes],
                  [value("x", FLOAT, x_shape)], [value("y", FLOAT, y_shape)],
                  [constant(k, v) for k, v in weights.items()] + list(extra_initializers), **fields)
    return proto, weights


def mlp_models():
    proto, weights = mlp("mlp", [1, 4], [1, 3])
    save(proto)
    w = {k: v.astype(np.float64) for k, v in weights.items()}
    x = rounded(np.random.RandomState(2), 5, 4)
    y = np.maximum(x @ w["w1"] + w["b1"], 0) @ w["w2"] + w["b2"]
    save_array("mlp_input", x)
    save_array("mlp_expected", y.astype(np.float32))

    save(mlp("mlp_dynamic", ["batch", 4], ["batch", 3])[0])

    # Runtimes infer the shape of a plain Gemm. The rank of a Reshape to a shape whose length is
    # only known when it runs (here always the shape that 'logits' has) cannot be inferred.
    # ONNX wants a rank for every output, so the checker refuses this model; runtimes load it.
    save(mlp("mlp_unnamed", [None, 4], None,
             [node("Shape", ["logits"], ["shape"]), node("Compress", ["shape", "keep"], ["kept"]),
              node("Reshape", ["logits", "kept"], ["y"])],
             [constant("keep", [True, True], bool)])[0], valid=False)

    proto, _ = mlp("metadata", [1, 4], [1, 3], producer_name="infer4j tests",
                   producer_version="1.2.3-β", domain="org.example", model_version=7,
                   doc_string="A model with metadata.\nSecond line.")
    proto.graph.doc_string = "The graph's own description."
    helper.set_model_props(proto, {
        "author": "Zoë Müller", "labels": "cat,größe,日本,😀\nsecond line", "empty": ""})
    save(proto)

    proto, _ = mlp("external", [1, 4], [1, 3])
    checker.check_model(proto, full_check=True)
    (OUT / "external.weights").unlink(missing_ok=True)  # onnx would append to it
    onnx.save_model(proto, str(OUT / "external.onnx"), save_as_external_data=True,
                    location="external.weights", size_threshold=0)
    checker.check_model(str(OUT / "external.onnx"))


def small_weights(tensor, offset, size):
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    for key, text in {"location": "small.weights", "offset": str(offset), "length": str(size)}.items():
        entry = tensor.external_data.add()
        entry.key, entry.value = key, text
    return tensor


def external_models():
    """Tensors in other files, wherever a model can hold a tensor."""
    matrix, shape = np.eye(4, dtype=np.float32) * 3, np.array([2, -1], np.int64)
    (OUT / "small.weights").write_bytes(bytes(64) + matrix.tobytes() + shape.tobytes())
    x, y = value("x", FLOAT, [1, 4]), value("y", FLOAT, [1, 4])

    def times3(name=""):
        return small_weights(numpy_helper.from_array(matrix, name), 64, 64)

    def write(proto):
        (OUT / f"{proto.graph.name}.onnx").write_bytes(proto.SerializeToString(deterministic=True))

    def product(name, tensor):
        return model(name, [node("MatMul", ["x", "w"], ["y"])], [x], [y], [tensor])

    great = small_weights(numpy_helper.from_array(np.zeros((4, 8192), np.float32), "w"), 4, 131072)
    great.external_data[0].value = "great.weights"
    proto = product("external_great", great)
    proto.graph.output[0].type.tensor_type.shape.dim[1].dim_value = 8192
    write(proto)

    write(model("external_small", [node("Reshape", ["x", "s"], ["y"])], [x], [value("y", FLOAT, [2, 2])],
                [small_weights(numpy_helper.from_array(shape, "s"), 128, 16)]))

    then = helper.make_graph([node("MatMul", ["x", "w"], ["a"])], "then", [], [value("a", FLOAT, None)], [times3("w")])
    other = helper.make_graph([node("Identity", ["x"], ["b"])], "else", [], [value("b", FLOAT, None)])
    write(model("external_subgraph", [node("If", ["c"], ["y"], then_branch=then, else_branch=other)],
                [x, value("c", BOOL, [])], [y]))

    constant_node = node("Constant", [], ["w"], value=times3())
    write(model("external_attribute", [constant_node, node("MatMul", ["x", "w"], ["y"])], [x], [y]))
    function = helper.make_function("com.example", "Triple", ["x"], ["y"], [
        constant_node, node("MatMul", ["x", "w"], ["y"])], [helper.make_opsetid("", 15)])
    write(model("external_function", [node("Triple", ["x"], ["y"], domain="com.example")], [x], [y],
                domains={"com.example": 1}, functions=[function]))

    for name, location in {"outside": "../models/small.weights", "absolute": "/etc/passwd"}.items():
        tensor = times3("w")
        tensor.external_data[0].value = location
        write(product(f"external_{name}", tensor))


def optional_models():
    def optional(name):
        inner = helper.make_tensor_type_proto(FLOAT, ["n"])
        return onnx.ValueInfoProto(name=name, type=helper.make_optional_type_proto(inner))

    save(model("optional_input", [node("OptionalHasElement", ["x"], ["y"])], [optional("x")],
               [value("y", BOOL, [])]))
    save(model("optional_output", [
        node("Optional", [], ["y"], type=helper.make_tensor_type_proto(FLOAT, ["n"])),
        node("Identity", ["x"], ["z"])], [value("x", FLOAT, ["n"])], [optional("y"), value("z", FLOAT, ["n"])]))


def crashing_models():
    """Valid models whose kernels end the process on some shapes."""
    rng = np.random.RandomState(4)
    save(model("gru", [node("GRU", ["x", "w", "r"], ["y", "last"], hidden_size=2)],
               [value("x", FLOAT, ["T", "B", 3])],
               [value("y", FLOAT, ["T", 1, "B", 2]), value("last", FLOAT, [1, "B", 2])],
               [constant("w", rounded(rng, 1, 6, 3)), constant("r", rounded(rng, 1, 6, 2))]))
    save(model("einsum", [node("Einsum", ["a", "b"], ["y"], equation="ij,jk->ik")],
               [value("a", FLOAT, None), value("b", FLOAT, None)], [value("y", FLOAT, ["i", "k"])]), valid=False)
    save(model("div_int32", [node("Div", ["a", "b"], ["y"])],
               [value("a", INT32, ["n", "m"]), value("b", INT32, ["k", "m"])], [value("y", INT32, [None, None])]))
    save(model("mod_int64", [node("Mod", ["a", "b"], ["y"])],
               [value("a", INT64, ["n"]), value("b", INT64, ["n"])], [value("y", INT64, ["n"])]))
    save(model("fmod_int32", [node("Mod", ["a", "b"], ["y"], fmod=1)],
               [value("a", INT32, ["n"]), value("b", INT32, ["n"])], [value("y", INT32, ["n"])]))
    quotient = helper.make_graph([node("Div", ["a", "b"], ["q"])], "quotient", [], [value("q", INT32, [1])])
    same = helper.make_graph([node("Identity", ["a"], ["s"])], "same", [], [value("s", INT32, [1])])
    save(model("div_guarded", [node("If", ["c"], ["y"], then_branch=quotient, else_branch=same)],
               [value("a", INT32, [1]), value("b", INT32, [1]), value("c", BOOL, [])], [value("y", INT32, [1])]))
    save(model("trilu", [node("Trilu", ["x", "k"], ["y"], upper=1)],
               [value("x", FLOAT, ["n", "m"]), value("k", INT64, [1])], [value("y", FLOAT, ["n", "m"])]))
    save(model("big_output", [node("ConstantOfShape", ["n"], ["y"])], [value("n", INT64, [1])],
               [value("y", FLOAT, ["m"])]))
    save(model("string_upper", [node("StringUpper", ["s"], ["u"], domain="ai.onnx.contrib")],
               [value("s", STRING, ["n"])], [value("u", STRING, ["n"])], domains={"ai.onnx.contrib": 1}))
    save(model("old_opset", [node("Add", ["x", "x"], ["y"])], [value("x", FLOAT, [2])], [value("y", FLOAT, [2])],
               domains={"": 6}))


def shape_models():
    one = [1]
    kinds = {"f": (FLOAT, ["n", 2]), "i": (INT64, ["n"]), "s": (STRING, ["n"]), "m": (BOOL, ["n"])}
    save(model("mixed", [node("Identity", [k], [k + "_out"]) for k in kinds] + [node("Size", ["i"], ["count"])],
               [value(k, *v) for k, v in kinds.items()],
               [value(k + "_out", *v) for k, v in kinds.items()] + [value("count", INT64, [])]))

    save(model("scalar", [node("Mul", ["x", "two"], ["y"])],
               [value("x", FLOAT, [])], [value("y", FLOAT, [])], [constant("two", 2)]))

    twice = [node("Concat", ["x", "x"], ["y"], axis=0)]
    save(model("empty_axis", twice, [value("x", FLOAT, ["n", 4])], [value("y", FLOAT, ["m", 4])]))
    save(model("lying_symbol", twice, [value("x", FLOAT, ["n"])], [value("y", FLOAT, ["n"])]))

    names = ["in put", "größe/0:1", "日本", "a=b"]
    sums = {"out 1": names[:2], "sum,two": names[2:], "😀": names}
    save(model("names", [node("Sum", parts, [out]) for out, parts in sums.items()],
               [value(n, FLOAT, one) for n in names], [value(n, FLOAT, one) for n in sums]))


def graph_edge_models():
    x2, y2 = value("x", FLOAT, [2]), value("y", FLOAT, [2])
    save(model("passthrough", [node("Identity", ["stored"], ["constant"]), node("Add", ["x", "one"], ["y"])],
               [x2], [x2, value("constant", FLOAT, [2]), y2],
               [constant("stored", [3, 4]), constant("one", 1)]))

    save(model("default_input", [node("Add", ["x", "bias"], ["y"])],
               [x2, value("bias", FLOAT, [2])], [y2], [constant("bias", [10, 20])]))

    save(model("zero_input", [node("Constant", [], ["y"], value=constant("", [1, 2, 3]))],
               [], [value("y", FLOAT, [3])]))

    save(model("failing", [node("Gather", ["data", "index"], ["y"])],
               [value("index", INT64, [1])], [value("y", FLOAT, [1])],
               [constant("data", [10, 20, 30, 40])]))


    save(model("label_encoder", [node("LabelEncoder", ["s"], ["label"], domain="ai.onnx.ml",
                                      keys_strings=["größe", "日本", "😀"], values_int64s=[1, 2, 3])],
               [value("s", STRING, ["n"])], [value("label", INT64, ["n"])],
               domains={"ai.onnx.ml": 2}))

    texts = helper.make_tensor("", STRING, [2], [t.encode() for t in ("größe", "a😀b")])
    save(model("emoji", [node("Constant", [], ["y"], value=texts)], [], [value("y", STRING, [2])]))


def non_tensor_models():
    save(model("sequence_output", [node("SequenceConstruct", ["a", "b"], ["y"])],
               [value("a", FLOAT, ["n"]), value("b", FLOAT, ["m"])],
               [helper.make_tensor_sequence_value_info("y", FLOAT, [None])]))

    save(model("sequence_input", [node("ConcatFromSequence", ["x"], ["y"], axis=0)],
               [helper.make_tensor_sequence_value_info("x", FLOAT, [None])],
               [value("y", FLOAT, [None])]))

    maps = TypeProto()
    maps.sequence_type.elem_type.map_type.key_type = INT64
    maps.sequence_type.elem_type.map_type.value_type.tensor_type.elem_type = FLOAT
    save(model("map_output", [node("ArgMax", ["x"], ["label"], axis=1, keepdims=0),
                              node("ZipMap", ["x"], ["probabilities"], domain="ai.onnx.ml",
                                   classlabels_int64s=[0, 1, 2])],
               [value("x", FLOAT, ["n", 3])],
               [value("label", INT64, ["n"]), onnx.ValueInfoProto(name="probabilities", type=maps)],
               domains={"ai.onnx.ml": 1}), full_check=False)  # its shape inference knows no maps


def refused_models():
    x, y = value("x", FLOAT, ["n"]), value("y", FLOAT, ["n"])
    # The checker accepts unknown domains and opsets that do not exist yet.
    save(model("custom_op", [node("Frobnicate", ["x"], ["y"], domain="com.example")], [x], [y],
               domains={"com.example": 1}))
    save(model("unknown_op", [node("NoSuchOp", ["x"], ["y"])], [x], [y]), valid=False)
    save(model("future_opset", [node("Identity", ["x"], ["y"])], [x], [y], domains={"": 99}))


def slow_model():
    square = [256, 256]
    body = helper.make_graph(
        [node("Identity", ["go_on"], ["go_on_out"]), node("MatMul", ["state", "unit"], ["state_out"])], "body",
        [value("i", INT64, []), value("go_on", BOOL, []), value("state", FLOAT, square)],
        [value("go_on_out", BOOL, []), value("state_out", FLOAT, square)])
    save(model("slow", [node("EyeLike", ["x"], ["unit"]), node("Loop", ["steps", "", "x"], ["y"], body=body)],
               [value("x", FLOAT, square), value("steps", INT64, [])], [value("y", FLOAT, square)]))


def clip_model():
    rng = np.random.RandomState(3)
    w = {"w_frame": rounded(rng, 192, 16) / 8, "w_hand": rounded(rng, 2, 16), "b": rounded(rng, 16),
         "w_coarse": rounded(rng, 16, 2), "w_fine": rounded(rng, 16, 5)}
    save(model("clip", [
        node("Reshape", ["frames", "flat"], ["pixels"]),
        node("MatMul", ["pixels", "w_frame"], ["from_frame"]),
        node("MatMul", ["hand", "w_hand"], ["hand_features"]),
        node("Unsqueeze", ["hand_features", "time"], ["from_hand"]),
        node("Sum", ["from_frame", "from_hand", "b"], ["sum"]),
        node("Relu", ["sum"], ["features"]),
        node("MatMul", ["features", "w_coarse"], ["coarse_logits"]),
        node("Softmax", ["coarse_logits"], ["coarse"], axis=-1),
        node("MatMul", ["features", "w_fine"], ["fine_logits"]),
        node("Sigmoid", ["fine_logits"], ["fine"])],
        [value("frames", FLOAT, ["B", "T", 3, 8, 8]), value("hand", FLOAT, ["B", 2])],
        [value("coarse", FLOAT, ["B", "T", 2]), value("fine", FLOAT, ["B", "T", 5])],
        [constant(k, v) for k, v in w.items()]
        + [constant("flat", [0, 0, -1], np.int64), constant("time", [1], np.int64)]))


def main():
    print(f"python {platform.python_version()}, onnx {onnx.__version__}, numpy {np.__version__}")
    OUT.mkdir(parents=True, exist_ok=True)
    identity_models()
    mlp_models()
    external_models()
    optional_models()
    crashing_models()
    shape_models()
    graph_edge_models()
    non_tensor_models()
    refused_models()
    slow_model()
    clip_model()
    files = sorted(OUT.iterdir())
    for file in files:
        print(f"{file.stat().st_size:6d} {file.name}")
    print(f"{sum(f.stat().st_size for f in files):6d} bytes in {len(files)} files")


main()

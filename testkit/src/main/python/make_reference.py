"""Writes model.txt of each conformance fixture, for the reference engine.

Command (from the repository root, after make_fixtures.py; a second):

    python3 testkit/src/main/python/make_reference.py

Written for Python 3.11 and NumPy 1.24.2; nothing else. Every run gives identical files. The format
is the one in the Javadoc of ReferenceEngine; its operators are in Operators. Names, dtypes and
shapes of inputs and outputs are those of fixture.properties; weights come from fixture_weights.
"""

import re

import numpy as np

from fixture_files import fixtures, weight

SLOW_STEPS, SLOW_MILLISECONDS = 400, 5


def word(name):
    """A name as it stands in the file: in quotes if it has unusual characters."""
    if re.fullmatch(r"[A-Za-z0-9_.\-]+", name):
        return name
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def literal(value):
    return str(value).lower() if isinstance(value, (bool, np.bool_)) else str(value)


def constant(name, data, dtype="float32"):
    data = np.asarray(data, dtype)
    shape = "[" + ", ".join(map(str, data.shape)) + "]"
    values = [literal(v) for v in data.flat]
    if len(values) == 1:
        return [f"constant {name} {dtype} {shape} {values[0]}"]
    row = data.shape[-1] if data.shape[-1] <= 24 else 12
    return [f"constant {name} {dtype} {shape}",
            *("  " + " ".join(values[i:i + row]) for i in range(0, len(values), row))]


def dense(x, y, w, b):
    """y = x w.T + b, as two operations."""
    return [*constant(f"{y}_w", w.T), *constant(f"{y}_b", b),
            f"{y}_product = matmul {x} {y}_w", f"{y} = add {y}_product {y}_b"]


def identity():
    return ["y = identity x"]


def add():
    return ["sum = add a b"]


def add_sub():
    return ["sum = add a b", "difference = sub a b"]


def mlp():
    w = {k: weight(f"mlp_{k}") for k in ("w1", "b1", "w2", "b2")}
    return [*dense("x", "linear", w["w1"], w["b1"]), "hidden = relu linear",
            *dense("hidden", "logits", w["w2"], w["b2"]), "scores = softmax logits axis=1"]


def conv():
    return [*constant("weight", weight("conv_weight")), *constant("bias", weight("conv_bias")),
            "linear = conv2d image weight bias padding=1", "features = relu linear"]


def many():
    return [line for i in range(12)
            for line in (*constant(f"factor{i}", i + 1), f"y{i} = mul x{i} factor{i}")]


def names(fixture):
    return [line for i, (x, y) in enumerate(zip(fixture.inputs, fixture.outputs))
            for line in (*constant(f"c{i}", i + 1), f"{word(y.name)} = add {word(x.name)} c{i}")]


def sequence():
    return [*constant("two", 2), "doubled = mul x two", "mean = mean x axes=1"]


def scalar():
    return ["product = mul x factor", "total = sum product"]


def plus_one():
    return [*constant("one", 1), "y = add x one"]


def nonzero():
    return ["indices = nonzero x"]


def quantized():
    q = {k: weight(f"quantized_{k}") for k in (
        "weight", "bias", "weight_scale", "x_scale", "x_zero_point", "y_scale", "y_zero_point")}
    return [*constant("weight", q["weight"].T, "int8"), *constant("bias", q["bias"] * (q["x_scale"] * q["weight_scale"])),
            f"x_real = dequantize x scale={q['x_scale']} zero_point={q['x_zero_point']}",
            f"weight_real = dequantize weight scale={q['weight_scale']} zero_point=0",
            "product = matmul x_real weight_real", "y_real = add product bias",
            f"y = quantize y_real to=int8 scale={q['y_scale']} zero_point={q['y_zero_point']}"]


def mixed():
    return ["n_real = cast n to=float32", "picked = where mask x n_real"]


def passthrough():
    return [*constant("two", 2), "same = identity x", "twice = mul x two", "again = identity x"]


def slow():
    """It waits, rather than keep a core busy: what is tested is the caller."""
    lines = [*constant("one", 1)]
    value = "x"
    for i in range(SLOW_STEPS):
        result = "y" if i == SLOW_STEPS - 1 else f"x{i}"
        lines += [f"late{i} = delay {value} milliseconds={SLOW_MILLISECONDS}", f"{result} = add late{i} one"]
        value = result
    return lines


def clip():
    lines = ["image = reshape frame shape=8,3,16,16"]
    for i, image, size in ((1, "image", 8), (2, "pooled1", 4)):
        filters = weight(f"clip_conv{i}_bias")
        lines += [*constant(f"conv{i}_weight", weight(f"clip_conv{i}_weight")), *constant(f"conv{i}_bias", filters),
                  f"conv{i} = conv2d {image} conv{i}_weight conv{i}_bias padding=1", f"relu{i} = relu conv{i}",
                  "# Max pooling: the greatest of each square of 2 by 2.",
                  f"squares{i} = reshape relu{i} shape=8,{len(filters)},{size},2,{size},2",
                  f"pooled{i} = max squares{i} axes=3,5"]
    lines += ["features = mean pooled2 axes=2,3", "hands = concat" + " hand" * 8 + " axis=0",
              "both = concat features hands axis=1", "steps = reshape both shape=1,8,10"]
    for way in ("forward", "backward"):
        for kind in ("w_ih", "w_hh", "b_ih", "b_hh"):
            lines += constant(f"{way}_{kind}", weight(f"clip_{way}_{kind}"))
        lines.append(f"{way} = gru steps {way}_w_ih {way}_w_hh {way}_b_ih {way}_b_hh"
                     + (" reverse=true" if way == "backward" else ""))
    lines.append("context = concat forward backward axis=2")
    for head, activation in (("coarse", "softmax"), ("fine", "sigmoid")):
        lines += dense("context", f"{head}_logits", weight(f"clip_{head}_weight"), weight(f"clip_{head}_bias"))
        lines.append(f"{head} = {activation} {head}_logits" + (" axis=2" if activation == "softmax" else ""))
    return lines


def gather():
    return [*constant("table", weight("gather_table")), "rows = gather table index", "row = reshape rows shape=4"]


def counter():
    return ["total = accumulate x"]


def unsupported():
    return ["y = Unheard x"]


MODELS = {"add_int32": add, "add_int64": add, "add_sub": add_sub, "mlp": mlp, "mlp_batch": mlp, "conv": conv,
          "many": many, "sequence": sequence, "scalar": scalar, "empty": plus_one, "nonzero": nonzero,
          "quantized": quantized, "mixed": mixed, "passthrough": passthrough, "large": plus_one, "slow": slow,
          "clip": clip, "gather": gather, "counter": counter, "unsupported": unsupported}


def declarations(fixture):
    for role, specs in (("input", fixture.inputs), ("output", fixture.outputs)):
        for i, spec in enumerate(specs):
            more = "".join(f" {key}={fixture.properties[f'{role}.{i}.{key}']}"
                           for key in ("layout", "scale", "zero_point", "axis")
                           if f"{role}.{i}.{key}" in fixture.properties)
            yield f"{role} {word(spec.name)} {spec.dtype} [{', '.join(map(str, spec.shape))}]{more}"


def main():
    for fixture in fixtures():
        if fixture.name.startswith("identity_"):
            body = identity()
        elif fixture.name == "names":
            body = names(fixture)
        else:
            body = MODELS[fixture.name]()
        lines = ["infer4j-reference 1", f"# {fixture.properties['what']}", 'metadata producer "infer4j make_reference.py"',
                 *declarations(fixture), *body, "end"]
        (fixture.folder / "model.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


main()

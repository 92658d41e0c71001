"""Writes what each conformance fixture is: its inputs and outputs, its cases and its weights.

Command (from the repository root; a second), then the models with make_onnx.py and make_torch.py
beside this script and ConformanceModels in backend-tflite/writer:

    python3 testkit/src/main/python/make_fixtures.py

Written for Python 3.11 and NumPy 1.24.2; nothing else. Every run gives identical files. Expected
outputs are computed here in float64 or whole numbers, by none of the runtimes that the fixtures are
for, and rounded once at the end.

Writes
  fixture_weights/FIXTURE_NAME.npy        what the models hold, in PyTorch's layouts: [out, in] for
                                          linear layers, [out, in, h, w] for convolutions, gates of
                                          a GRU in the order reset, update, new
  ../resources/io/infer4j/testkit/fixtures/FIXTURE/fixture.properties and caseK/; see README.md there
"""

import shutil
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
WEIGHTS = HERE / "fixture_weights"
OUT = HERE.parent / "resources/io/infer4j/testkit/fixtures"

F32 = "float32"


class Fixture:
    """A fixture being written. Shapes are lists: a number, the name of a dynamic dimension."""

    def __init__(self, name, what):
        self.name, self.what = name, what
        self.inputs, self.outputs, self.cases = [], [], []

    def input(self, name, dtype, shape, **more):
        self.inputs.append(dict(name=name, dtype=dtype, shape=shape, **more))
        return self

    def output(self, name, dtype, shape, **more):
        self.outputs.append(dict(name=name, dtype=dtype, shape=shape, **more))
        return self

    def case(self, ins, outs):
        sizes = {}  # of the dynamic dimensions
        for tensors, specs in ((ins, self.inputs), (outs, self.outputs)):
            assert len(tensors) == len(specs), self.name
            for tensor, spec in zip(tensors, specs):
                shape = np.shape(tensor)
                assert len(shape) == len(spec["shape"]), (self.name, spec, shape)
                for dim, size in zip(spec["shape"], shape):
                    stated = sizes.setdefault(dim, size) if isinstance(dim, str) else dim
                    assert size == stated, (self.name, spec, shape)
        self.cases.append((ins, outs))
        return self

    def properties(self):
        lines = ["infer4j.version=1", f"what={self.what}", f"cases={len(self.cases)}"]
        for role, specs in (("input", self.inputs), ("output", self.outputs)):
            for i, spec in enumerate(specs):
                for key, value in spec.items():
                    text = ",".join(map(str, value)) if key == "shape" else value
                    lines.append(f"{role}.{i}.{key}={text}")
        return "\n".join(lines) + "\n"

    def write(self):
        folder = OUT / self.name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "fixture.properties").write_text(self.properties(), encoding="utf-8")
        for old in folder.glob("case*"):
            shutil.rmtree(old)
        for k, (ins, outs) in enumerate(self.cases):
            case = folder / f"case{k}"
            case.mkdir()
            for role, tensors, specs in (("in", ins, self.inputs), ("out", outs, self.outputs)):
                for i, (tensor, spec) in enumerate(zip(tensors, specs)):
                    save(case / f"{role}{i}", np.asarray(tensor), spec["dtype"])


def save(path, tensor, dtype):
    if dtype == "string":
        path.with_suffix(".txt").write_text("".join(f"{s}\n" for s in tensor.flat), encoding="utf-8")
        return
    # NumPy has no bfloat16: as io.infer4j.npy does, float32 holds each value exactly.
    stored = np.float32 if dtype == "bfloat16" else np.dtype(dtype)
    with np.errstate(over="raise"):
        data = np.array(tensor, stored, order="C")
    np.save(path.with_suffix(".npy"), data)


def weight(fixture, **arrays):
    for name, data in arrays.items():
        data = np.asarray(data)
        data = data.astype(np.float32) if data.dtype == np.float64 else data
        np.save(WEIGHTS / f"{fixture}_{name}.npy", np.array(data, order="C"))


def rounded(rng, *shape):
    """Random numbers in -1..1 that are multiples of 1/64: exact, and readable when printed."""
    return rng.randint(-64, 65, shape) / 64


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def from_bits(bits, width):
    return np.array(bits, f"<u{width}").view(f"<f{width}")


def identity_values(dtype):
    """The cases of a dtype, six values each."""
    if dtype == "string":
        return [["", "a", "two words", "größe", "日本語", " ~!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|} "],
                ["", "", "", "", "", ""],
                ["x" * 300, "é", "", "Ω", "\uffe6", "\t"]]
    if dtype == "bool":
        return [[True, False, True, True, False, False], [False, True, False, False, True, True]]
    if dtype == "bfloat16":
        bits = lambda *b: from_bits([x << 16 for x in b], 4)
        # 1.5, -2.25, 0, -1, least normal, least; then NaN, infinities, least denormal, -0, greatest
        return [bits(0x3fc0, 0xc010, 0, 0xbf80, 0x0080, 0xff7f),
                bits(0x7fc0, 0x7f80, 0xff80, 0x0001, 0x8000, 0x7f7f)]
    t = np.dtype(dtype).type
    if np.issubdtype(t, np.floating):
        info = np.finfo(t)
        return [np.array([1.5, -2.25, 0, -1, info.tiny, info.min], t),
                np.array([np.nan, np.inf, -np.inf, info.smallest_subnormal, t(-0.0), info.max], t)]
    info = np.iinfo(t)
    if info.min == 0:
        return [np.array([0, 1, info.max, info.max // 2, info.max // 2 + 1, info.max - 1], t),
                np.array([7, 6, 5, 4, 3, 2], t)]
    return [np.array([info.min, info.max, 0, -1, 1, info.max // 3], t),
            np.array([-7, 6, -5, 4, -3, 2], t)]


def identities():
    dtypes = ("float16 bfloat16 float32 float64 int8 int16 int32 int64 uint8 uint16 uint32 uint64 "
              "bool string").split()
    for dtype in dtypes:
        f = Fixture(f"identity_{dtype}", f"y is x, bit for bit, as {dtype}")
        f.input("x", dtype, [2, 3]).output("y", dtype, [2, 3])
        for values in identity_values(dtype):
            x = np.array(values).reshape(2, 3)
            f.case([x], [x])
        yield f


def add_sub():
    f = Fixture("add_sub", "sum = a + b and difference = a - b: swapped inputs or outputs show")
    f.input("a", F32, [2, 3]).input("b", F32, [2, 3])
    f.output("sum", F32, [2, 3]).output("difference", F32, [2, 3])
    rng = np.random.RandomState(1)
    for _ in range(2):
        a, b = rounded(rng, 2, 3) * 16, rounded(rng, 2, 3)
        f.case([a, b], [a + b, a - b])
    return f


def add_integers():
    operands = {
        "int32": ([2_000_000_000, -2_000_000_000, 0, 2 ** 24 + 1], [147_483_647, -147_483_648, -1, 2]),
        "int64": ([2 ** 53 + 1, -2 ** 53 - 1, 2 ** 62, 0], [2, -2, 2 ** 62 - 1, -1])}
    for dtype, (a, b) in operands.items():
        f = Fixture(f"add_{dtype}", f"sum = a + b in {dtype}, with values that a float cannot hold")
        f.input("a", dtype, [4]).input("b", dtype, [4]).output("sum", dtype, [4])
        for k in (1, 5):
            p, q = np.array(a, np.int64) // k, np.array(b, np.int64) // k
            f.case([p, q], [p + q])
        yield f


def mlps():
    rng = np.random.RandomState(2)
    w1, b1, w2, b2 = rounded(rng, 16, 8), rounded(rng, 16), rounded(rng, 4, 16), rounded(rng, 4)
    weight("mlp", w1=w1, b1=b1, w2=w2, b2=b2)
    network = lambda x: softmax(np.maximum(x @ w1.T + b1, 0) @ w2.T + b2)
    near = dict(atol="1e-6", rtol="1e-5")
    static = Fixture("mlp", "two fully connected layers with relu between and softmax behind")
    static.input("x", F32, [1, 8]).output("scores", F32, [1, 4], **near)
    dynamic = Fixture("mlp_batch", "the network and weights of mlp for a batch of any size")
    dynamic.input("x", F32, ["batch", 8]).output("scores", F32, ["batch", 4], **near)
    for f, batches in ((static, (1, 1, 1)), (dynamic, (1, 5))):
        for batch in batches:
            x = rounded(rng, batch, 8)
            f.case([x], [network(x)])
        yield f


def same_conv(x, weights, bias):
    """Images [n, in, h, w] by filters [out, in, 3, 3] with zeros around, stride 1."""
    padded = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3), axis=(2, 3))
    return np.einsum("nchwij,ocij->nohw", windows, weights) + bias[:, None, None]


def conv():
    rng = np.random.RandomState(3)
    w, b = rounded(rng, 4, 3, 3, 3), rounded(rng, 4)
    weight("conv", weight=w, bias=b)
    f = Fixture("conv", "a 3x3 convolution with zeros around, bias and relu, channels first")
    f.input("image", F32, [1, 3, 8, 8], layout="NCHW")
    f.output("features", F32, [1, 4, 8, 8], layout="NCHW", atol="1e-5", rtol="1e-5")
    for _ in range(2):
        x = rounded(rng, 1, 3, 8, 8)
        f.case([x], [np.maximum(same_conv(x, w, b), 0)])
    return f


def many():
    f = Fixture("many", "twelve inputs and outputs, y_i = x_i (i + 1), declared in the order 0 to 11")
    for i in range(12):
        f.input(f"x{i}", F32, [2])
    for i in range(12):
        f.output(f"y{i}", F32, [2])
    rng = np.random.RandomState(4)
    for _ in range(2):
        xs = [rounded(rng, 2) for _ in range(12)]
        f.case(xs, [x * (i + 1) for i, x in enumerate(xs)])
    return f


def names():
    f = Fixture("names", "names of unusual characters; the i-th output is the i-th input + i + 1")
    for name in ("a b", "x/y:0", "größe", "dot.ted"):
        f.input(name, F32, [2])
    for name in ("out,put", "=", "名前", "trailing "):
        f.output(name, F32, [2])
    xs = [np.array([10.0 * i, 10.0 * i + 5]) for i in range(4)]
    return f.case(xs, [x + i + 1 for i, x in enumerate(xs)])


def sequence():
    f = Fixture("sequence", "a sequence of any length: doubled = 2 x, mean over time")
    f.input("x", F32, [1, "time", 4])
    f.output("doubled", F32, [1, "time", 4]).output("mean", F32, [1, 4], atol="1e-6", rtol="1e-6")
    rng = np.random.RandomState(5)
    for time in (1, 7, 32):
        x = rounded(rng, 1, time, 4)
        f.case([x], [2 * x, x.mean(1)])
    return f


def scalar():
    f = Fixture("scalar", "rank 0 in and out: product = x factor, total = the sum of product")
    f.input("x", F32, [2, 3]).input("factor", F32, [])
    f.output("product", F32, [2, 3]).output("total", F32, [])
    rng = np.random.RandomState(6)
    for factor in (2.5, -0.5):
        x = rounded(rng, 2, 3)
        f.case([x, factor], [x * factor, (x * factor).sum()])
    return f


def empty():
    f = Fixture("empty", "y = x + 1, also for no rows at all")
    f.input("x", F32, ["n", 4]).output("y", F32, ["n", 4])
    for n in (0, 3):
        x = rounded(np.random.RandomState(7), n, 4)
        f.case([x], [x + 1])
    return f


def nonzero():
    f = Fixture("nonzero", "the indices of what is not 0: how many there are is known after a run")
    f.input("x", F32, [6]).output("indices", "int64", ["count", 1])
    for x in ([0, 1.5, 0, -2, 0.25, 0], [0] * 6, [1, 2, 3, -4, 5, 6]):
        f.case([x], [np.argwhere(np.array(x))])
    return f


def quantized():
    """y = w x + b in integers. Scales are powers of two and no result lies halfway, so that kernels
    hardly can differ. Weights are small: some CPUs saturate 16-bit sums of two products."""
    x_scale, x_zero, w_scale, y_scale, y_zero = 2.0 ** -5, -3, 2.0 ** -6, 2.0 ** -4, 5
    f = Fixture("quantized", "a fully connected layer with int8 weights, int8 in and out")
    f.input("x", "int8", [1, 8], scale=x_scale, zero_point=x_zero)
    f.output("y", "int8", [1, 4], scale=y_scale, zero_point=y_zero, atol="1", rtol="0")
    for seed in range(1000):
        rng = np.random.RandomState(seed)
        w, b = rng.randint(-60, 61, (4, 8)), rng.randint(-2000, 2000, 4)
        x = rng.randint(-128, 128, (3, 8))
        y = ((x - x_zero) @ w.T + b) * (x_scale * w_scale / y_scale)
        inside = np.abs(y + y_zero + 0.5) < 127.5
        if not np.any(y % 1 == 0.5) and inside.mean() > 0.6 and not inside.all():
            break
    else:
        raise AssertionError("quantized: no seed fits")
    weight("quantized", weight=w.astype(np.int8), bias=b.astype(np.int32), weight_scale=w_scale,
           x_scale=x_scale, x_zero_point=np.int8(x_zero), y_scale=y_scale, y_zero_point=np.int8(y_zero))
    expected = np.clip(np.rint(y) + y_zero, -128, 127)
    for k in range(3):
        f.case([x[k:k + 1]], [expected[k:k + 1]])
    return f


def mixed():
    f = Fixture("mixed", "inputs of three dtypes: picked = x where mask, else n as float32")
    f.input("x", F32, [3]).input("n", "int64", [3]).input("mask", "bool", [3])
    f.output("picked", F32, [3])
    x, n = [0.5, -1.25, np.inf], [-7, 2 ** 40, 12345]
    for mask in ([True, False, False], [False, True, True]):
        f.case([x, n, mask], [np.where(mask, x, np.array(n, np.float64))])
    return f


def passthrough():
    f = Fixture("passthrough", "same and again are x, twice = 2 x: three tensors that share no memory")
    f.input("x", F32, [2, 3])
    for name in ("same", "twice", "again"):
        f.output(name, F32, [2, 3])
    rng = np.random.RandomState(9)
    for _ in range(2):
        x = rounded(rng, 2, 3)
        f.case([x], [x, 2 * x, x])
    return f


def large():
    f = Fixture("large", "y = x + 1 for 1 MiB: leaks and copies show")
    f.input("x", F32, [256, 1024]).output("y", F32, [256, 1024])
    x = (np.arange(256 * 1024) % 65521).reshape(256, 1024) / 8
    return f.case([x], [x + 1])


def slow():
    f = Fixture("slow", "y = x + 400 for whole x, one at a time on a large grid of whole numbers inside")
    f.input("x", F32, [1]).output("y", F32, [1])
    for x in (0, 1000):
        f.case([[x]], [[x + 400]])
    return f


def gru(x, w_ih, w_hh, b_ih, b_hh):
    """The states [time, size] of a gated recurrent unit over x [time, features]."""
    size = w_hh.shape[1]
    h, states = np.zeros(size), []
    for step in x:
        i, s = w_ih @ step + b_ih, w_hh @ h + b_hh
        reset, update = sigmoid((i + s)[:size]), sigmoid((i + s)[size:2 * size])
        new = np.tanh(i[2 * size:] + reset * s[2 * size:])
        h = (1 - update) * new + update * h
        states.append(h)
    return np.array(states)


def max_pool(x):
    n, c, h, w = x.shape
    return x.reshape(n, c, h // 2, 2, w // 2, 2).max((3, 5))


def clip():
    rng = np.random.RandomState(10)
    size, features = 8, 10
    w = dict(conv1_weight=rounded(rng, 6, 3, 3, 3) / 4, conv1_bias=rounded(rng, 6),
             conv2_weight=rounded(rng, 8, 6, 3, 3) / 8, conv2_bias=rounded(rng, 8))
    for way in ("forward", "backward"):
        w.update({f"{way}_w_ih": rounded(rng, 3 * size, features), f"{way}_w_hh": rounded(rng, 3 * size, size),
                  f"{way}_b_ih": rounded(rng, 3 * size), f"{way}_b_hh": rounded(rng, 3 * size)})
    w.update(coarse_weight=rounded(rng, 2, 2 * size), coarse_bias=rounded(rng, 2),
             fine_weight=rounded(rng, 5, 2 * size), fine_bias=rounded(rng, 5))
    weight("clip", **w)
    f = Fixture("clip", "a CNN over each of eight frames, where the hand is, a GRU over time both ways, two heads")
    f.input("frame", F32, [1, 8, 3, 16, 16], layout="NTCHW").input("hand", F32, [1, 2])
    near = dict(atol="1e-5", rtol="1e-5")
    f.output("coarse", F32, [1, 8, 2], **near).output("fine", F32, [1, 8, 5], **near)
    for _ in range(2):
        frame, hand = rounded(rng, 1, 8, 3, 16, 16), rounded(rng, 1, 2)
        x = max_pool(np.maximum(same_conv(frame[0], w["conv1_weight"], w["conv1_bias"]), 0))
        x = max_pool(np.maximum(same_conv(x, w["conv2_weight"], w["conv2_bias"]), 0))
        x = np.concatenate([x.mean((2, 3)), np.repeat(hand, 8, 0)], 1)
        gates = lambda way: [w[f"{way}_{k}"] for k in ("w_ih", "w_hh", "b_ih", "b_hh")]
        states = np.concatenate([gru(x, *gates("forward")), gru(x[::-1], *gates("backward"))[::-1]], 1)
        f.case([frame, hand], [softmax(states @ w["coarse_weight"].T + w["coarse_bias"])[None],
                               sigmoid(states @ w["fine_weight"].T + w["fine_bias"])[None]])
    return f


def gather():
    f = Fixture("gather", "row = table[index] for index 0 to 2; index 7 fails at run time")
    f.input("index", "int64", [1]).output("row", F32, [4])
    table = np.arange(12).reshape(3, 4) + 0.25
    weight("gather", table=table)
    for index in (0, 1, 2):
        f.case([[index]], [table[index]])
    return f


def counter():
    f = Fixture("counter", "total = the sum of x in all runs so far: the cases are first runs, and x is 0 or more")
    f.input("x", F32, [1, 1]).output("total", F32, [1, 1])
    for x in (2.5, 4):
        f.case([[[x]]], [[[x]]])
    return f


def unsupported():
    f = Fixture("unsupported", "y by an operator called Unheard, which nobody has; there is nothing to run")
    return f.input("x", F32, [2]).output("y", F32, [2])


def main():
    WEIGHTS.mkdir(exist_ok=True)
    fixtures = [*identities(), add_sub(), *add_integers(), *mlps(), conv(), many(), names(), sequence(),
                scalar(), empty(), nonzero(), quantized(), mixed(), passthrough(), large(), slow(), clip(),
                gather(), counter(), unsupported()]
    for fixture in fixtures:
        fixture.write()
    print(f"{len(fixtures)} fixtures, {sum(len(f.cases) for f in fixtures)} cases")


main()

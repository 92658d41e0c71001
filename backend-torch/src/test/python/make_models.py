"""Writes the small TorchScript models that the tests of backend-torch read.

Command (from the repository root; a few seconds):

    /usr/bin/python3 backend-torch/src/test/python/make_models.py

Written for Python 3.11, Debian's torch 1.13.0 (quantized engines qnnpack and onednn, no fbgemm) and
numpy 1.24.2 (the versions in use are printed). Two runs with the same versions give identical files,
in ../resources/io/infer4j/torch/models/.

Unless the table says otherwise a model is there twice, with the same extra file infer4j.properties:
NAME.pt by torch.jit.save, and NAME.ptl by _save_for_lite_interpreter, which the Android runtime
needs. Float32 unless a type is given; [n] is a dynamic dimension. "Bare" means: no extra file.

Model                 What it is
--------------------  ---------------------------------------------------------------------------
mlp                   x [1,4] -> Linear(8) -> ReLU -> Linear(3) -> y [1,3], the weights of backend-
                      onnx's mlp; mlp_input, mlp_expected .npy; metadata author, labels, empty
mlp.opt.ptl           the same after optimize_for_mobile (its operators pack weights for XNNPACK)
mlp.flatbuffer.ptl    the same as a flatbuffer
mlp_dynamic           the same, x [batch,4] -> y [batch,3]
mlp_bare              the same, bare
mlp_no_code.pt        mlp.pt without the folder code/: no full runtime can load it
mlp_training.pt       mlp.pt with batch norm and dropout 0.5, saved while training, bare:
                      mlp_training_expected .npy is what eval() makes of mlp_input
identity_TYPE         y = x.clone(), both [n] of a TYPE that Android lacks: float16, bfloat16, int16, bool
names                 "in put", "größe/0:1", "日本", "a=b", all [1] -> "out 1" (sum of the first
                      two), "sum,two" (sum of the last two), "😀" (sum of all four), all [1]
defaults              x [2], bias [2] = None, times int = 2, negate bool = False ->
                      y = x times + bias, or its negative; bare
required_int          x [2], times int without default -> y = x times; bare
list                  x [2] -> [x, 2 x, 3 x]; bare
list_named            the same with an extra file that calls them once, twice, thrice
dict                  x [2] -> {"once": x, "twice": 2 x, "größe": 3 x}, in this order; bare
dict_int              x [2] -> {7: x, -1: 2 x}; bare
named_tuple           x [2] -> Pair(once=x, twice=2 x), a NamedTuple; bare
nested                x [2] -> ({"a": x, "b": 2 x}, [3 x, 4 x], (5 x, {"c": 6 x})); bare
nested_named          the same with an extra file that calls them p, q, r, s, t, u
not_tensors           x [n] -> (x + 1, an int, a float, a str, None); bare
methods               forward(x [2]) -> y = 2 x; features(x [2]) -> (sum [], twice [2]);
                      scale(x [2], by [1]) -> scaled [2]; described under method.NAME.
no_forward            only features(x [2]) -> sum []; bare
passthrough           x [2] -> (x itself, constant [2] = 3, 4 which is a weight, y = x + 1)
view                  x [n] -> x[1:], a view of the input; bare
in_place              x [n] -> x.add_(1): writes to its input; bare
transposed            x [r,c] -> x.t(): a view with strides of its own; bare
expanded              x [c] -> x over three rows, stride 0; bare
negative_view         x [1] -> -x, as a view of x with the negative bit set; bare
empty                 x [n] -> (x[:0], float32 [0]; x as [0,n]); bare
integers              x [n] -> x rounded, as int64; bare
complex_output        x [n] -> complex64 [n]; bare
sparse_output         x [n] -> x as a sparse tensor; bare
quantized_output      x [n] -> x as quint8 tensor, scale 0.5, zero point 10; bare
throws                x [n] -> x; raises RuntimeError("the sum of x is negative") if it is
failing               index int64 [1] -> y [1] = (10, 20, 30, 40)[index], fails outside -4 .. 3
stateful              x [1] -> y = x + how often it ran before (a buffer that it writes); bare
unfreezable           x [2] -> y = 2 x; torch.jit.freeze refuses it (it assigns an attribute of
                      interface type); bare; .pt only
big                   n int64 [] -> y [n], zeros; asks for more memory than there is where n is huge
clip                  frames [B,T,3,H,W], hand [B,2] -> (coarse [B,T,2] softmax, fine [B,T,5]
                      sigmoid); a CNN for each frame, a bidirectional GRU over frames;
                      clip_frames, clip_hand, clip_coarse, clip_fine .npy for B=2, T=7, H=W=8
dynamic_quantized     mlp with its Linear layers dynamically quantised (int8 weights), for qnnpack;
                      dynamic_quantized_expected .npy for mlp_input
dynamic_quantized_onednn  the same for onednn, which is nearest to fbgemm here
static_quantized      x [n,2,6,6] -> conv 3x3 (4) + ReLU -> Linear(3) -> y [n,3], int8 within;
                      static_quantized_input, static_quantized_expected .npy
lying_dtype           x [n] -> int64 [n]; the extra file says float32
lying_count           x [n] -> one tensor; the extra file names two
too_many_inputs       x [n] -> x + 1; the extra file states two inputs
bad_version           x [n] -> x + 1; the extra file begins infer4j.version=99
bad_dtype             x [n] -> x + 1; the extra file says input.0.dtype=float33
bad_shape             x [n] -> x + 1; the extra file says input.0.shape=2,-3
bad_gap               x [n] -> x + 1; the extra file states input.1 but no input.0
unknown_key           x [n] -> x + 1; the extra file has the key inptu.0.name
"""

import os
import platform
import shutil
import sys
import zipfile
from pathlib import Path
from typing import Dict, List, NamedTuple, Optional, Tuple

import numpy as np
import torch
import torch._sources
from torch import Tensor, nn
from torch.ao import quantization
from torch.utils.mobile_optimizer import optimize_for_mobile

OUT = Path(__file__).resolve().parent.parent / "resources/io/infer4j/torch/models"
EXTRA = "infer4j.properties"
ANDROID_LACKS = "float16 bfloat16 int16 bool".split()


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


def properties(inputs=(), outputs=(), methods=None, **metadata):
    """The text of the extra file. A tensor is "name", "name dtype" or "name dtype shape"."""
    lines = ["infer4j.version=1"]

    def tensors(prefix, kind, specs):
        for i, spec in enumerate(specs):
            for key, part in zip(("name", "dtype", "shape"), spec.split("|")):
                lines.append(f"{prefix}{kind}.{i}.{key}={part}")

    tensors("", "input", inputs)
    tensors("", "output", outputs)
    for name, (ins, outs) in (methods or {}).items():
        tensors(f"method.{name}.", "input", ins)
        tensors(f"method.{name}.", "output", outs)
    lines += [f"metadata.{key}={value}" for key, value in metadata.items()]
    return "\n".join(lines) + "\n"


def save(name, module, extra=None, lite=True):
    """Writes NAME.pt and NAME.ptl and gives the scripted module."""
    scripted = module if isinstance(module, torch.jit.ScriptModule) else torch.jit.script(module)
    files = {} if extra is None else {EXTRA: extra.encode()}
    torch.jit.save(scripted, str(OUT / f"{name}.pt"), _extra_files=files)
    if lite:
        scripted._save_for_lite_interpreter(str(OUT / f"{name}.ptl"), _extra_files=files)
    return scripted


def save_array(name, data):
    np.save(OUT / f"{name}.npy", data.numpy() if isinstance(data, Tensor) else data)


def rounded(rng, *shape):
    """Random numbers in -1..1 that are multiples of 1/64: exact, and readable when printed."""
    return (rng.randint(-64, 65, shape) / 64).astype(np.float32)


# ---------------------------------------------------------------------------------------- mlp

class Mlp(nn.Module):
    def __init__(self):
        super().__init__()
        rng = np.random.RandomState(1)  # as in backend-onnx
        self.first, self.second = nn.Linear(4, 8), nn.Linear(8, 3)
        weights = [rounded(rng, 4, 8).T, rounded(rng, 8), rounded(rng, 8, 3).T, rounded(rng, 3)]
        for parameter, value in zip(self.parameters(), weights):
            parameter.data = torch.from_numpy(value.copy())

    def forward(self, x):
        return self.second(torch.relu(self.first(x)))


class Training(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm, self.mlp, self.dropout = nn.BatchNorm1d(4), Mlp(), nn.Dropout(0.5)
        self.norm.running_mean = torch.tensor([0.5, -0.5, 0.25, 0.0])
        self.norm.running_var = torch.tensor([4.0, 1.0, 0.25, 2.25])

    def forward(self, x):
        return self.dropout(self.mlp(self.norm(x)))


def mlp_models():
    extra = properties(["x|float32|1,4"], ["y|float32|1,3"], author="Zoë Müller", labels="cat,größe,日本,😀", empty="")
    scripted = save("mlp", Mlp().eval(), extra)
    files = {EXTRA: extra.encode()}
    optimize_for_mobile(scripted)._save_for_lite_interpreter(str(OUT / "mlp.opt.ptl"), _extra_files=files)
    scripted._save_for_lite_interpreter(str(OUT / "mlp.flatbuffer.ptl"), _extra_files=files, _use_flatbuffer=True)
    save("mlp_dynamic", Mlp().eval(), properties(["x|float32|batch,4"], ["y|float32|batch,3"]))
    save("mlp_bare", Mlp().eval())

    x = rounded(np.random.RandomState(2), 5, 4)
    save_array("mlp_input", x)
    w = [p.detach().double().numpy() for p in Mlp().parameters()]
    save_array("mlp_expected", (np.maximum(x @ w[0].T + w[1], 0) @ w[2].T + w[3]).astype(np.float32))

    training = Training()
    save("mlp_training", training, lite=False)
    save_array("mlp_training_expected", training.eval().double()(torch.from_numpy(x).double()).float().detach())

    # Written by PyTorch's own writer again, since its alignment and padding mark a PyTorch file.
    reader = torch._C.PyTorchFileReader(str(OUT / "mlp.pt"))
    writer = torch._C.PyTorchFileWriter(str(OUT / "mlp_no_code.pt"))
    for record in reader.get_all_records():
        if not record.startswith("code/") and record != "version":
            data = reader.get_record(record)
            writer.write_record(record, data, len(data))
    writer.write_end_of_file()


# ----------------------------------------------------------------------------- inputs, outputs

class Identity(nn.Module):
    def forward(self, x):
        return x.clone()


class Names(nn.Module):
    def forward(self, a, b, c, d):
        return a + b, c + d, a + b + c + d


class Defaults(nn.Module):
    def forward(self, x: Tensor, bias: Optional[Tensor] = None, times: int = 2, negate: bool = False):
        y = x * times
        if bias is not None:
            y = y + bias
        return -y if negate else y


class RequiredInt(nn.Module):
    def forward(self, x: Tensor, times: int):
        return x * times


class ListOutput(nn.Module):
    def forward(self, x) -> List[Tensor]:
        return [x * 1, x * 2, x * 3]


class DictOutput(nn.Module):
    def forward(self, x) -> Dict[str, Tensor]:
        return {"once": x * 1, "twice": x * 2, "größe": x * 3}


class IntDictOutput(nn.Module):
    def forward(self, x) -> Dict[int, Tensor]:
        return {7: x * 1, -1: x * 2}


class Pair(NamedTuple):
    once: Tensor
    twice: Tensor


class NamedTupleOutput(nn.Module):
    def forward(self, x) -> Pair:
        return Pair(x * 1, x * 2)


class Nested(nn.Module):
    def forward(self, x) -> Tuple[Dict[str, Tensor], List[Tensor], Tuple[Tensor, Dict[str, Tensor]]]:
        return {"a": x * 1, "b": x * 2}, [x * 3, x * 4], (x * 5, {"c": x * 6})


class NotTensors(nn.Module):
    def forward(self, x) -> Tuple[Tensor, int, float, str, Optional[Tensor]]:
        nothing: Optional[Tensor] = None
        return x + 1, x.numel(), 0.5, "text", nothing


class Methods(nn.Module):
    def forward(self, x):
        return x * 2

    @torch.jit.export
    def features(self, x):
        return x.sum(), x * 2

    @torch.jit.export
    def scale(self, x, by):
        return x * by


class NoForward(nn.Module):
    @torch.jit.export
    def features(self, x):
        return x.sum()


def structure_models():
    for name in ANDROID_LACKS:
        save(f"identity_{name}", Identity(), properties([f"x|{name}|n"], [f"y|{name}|n"]))
    vector = "float32|2"
    save("names", Names(), properties([f"{n}|float32|1" for n in ("in put", "größe/0:1", "日本", "a=b")],
                                      [f"{n}|float32|1" for n in ("out 1", "sum,two", "😀")]))
    save("defaults", Defaults())
    save("required_int", RequiredInt())
    save("list", ListOutput())
    save("list_named", ListOutput(), properties([f"x|{vector}"], ["once", "twice", "thrice"]))
    save("dict", DictOutput())
    save("dict_int", IntDictOutput())
    save("named_tuple", NamedTupleOutput())
    save("nested", Nested())
    save("nested_named", Nested(), properties([f"x|{vector}"], list("pqrstu")))
    save("not_tensors", NotTensors())
    save("methods", Methods(), properties([f"x|{vector}"], [f"y|{vector}"], {
        "features": ([f"x|{vector}"], ["sum|float32|", f"twice|{vector}"]),
        "scale": ([f"x|{vector}", "by|float32|1"], [f"scaled|{vector}"])}))
    save("no_forward", NoForward())


# ------------------------------------------------------------------------------ memory, shapes

class Passthrough(nn.Module):
    def __init__(self):
        super().__init__()
        self.constant = nn.Parameter(torch.tensor([3.0, 4.0]), requires_grad=False)

    def forward(self, x):
        return x, self.constant, x + 1


class View(nn.Module):
    def forward(self, x):
        return x[1:]


class InPlace(nn.Module):
    def forward(self, x):
        return x.add_(1)


class Transposed(nn.Module):
    def forward(self, x):
        return x.t()


class Expanded(nn.Module):
    def forward(self, x):
        return x.expand(3, -1)


class NegativeView(nn.Module):
    def forward(self, x):
        return torch.imag(torch.complex(x, x).conj())


class Empty(nn.Module):
    def forward(self, x):
        return x[:0], x.unsqueeze(0)[:0]


class Integers(nn.Module):
    def forward(self, x):
        return torch.round(x).to(torch.int64)


class ComplexOutput(nn.Module):
    def forward(self, x):
        return torch.complex(x, x)


class SparseOutput(nn.Module):
    def forward(self, x):
        return x.to_sparse()


class QuantizedOutput(nn.Module):
    def forward(self, x):
        return torch.quantize_per_tensor(x, 0.5, 10, torch.quint8)


class PlusOne(nn.Module):
    def forward(self, x):
        return x + 1


def memory_models():
    vector = "float32|2"
    save("passthrough", Passthrough(), properties([f"x|{vector}"], [f"{n}|{vector}" for n in ("same", "constant", "y")]))
    save("view", View())
    save("in_place", InPlace())
    save("transposed", Transposed())
    save("expanded", Expanded())
    assert torch.jit.script(NegativeView())(torch.tensor([2.0])).is_neg()
    save("negative_view", NegativeView())
    save("empty", Empty())
    save("integers", Integers())
    save("complex_output", ComplexOutput())
    save("sparse_output", SparseOutput())
    save("quantized_output", QuantizedOutput())


def lying_models():
    one, x, y = PlusOne(), "x|float32|n", "y|float32|n"
    save("lying_dtype", Integers(), properties([x], [y]))
    save("lying_count", one, properties([x], [y, "z|float32|n"]))
    save("too_many_inputs", one, properties([x, "z|float32|n"], [y]))
    good = properties([x], [y])
    for name, found, instead in (("bad_version", "version=1", "version=99"),
                                 ("bad_dtype", "input.0.dtype=float32", "input.0.dtype=float33"),
                                 ("bad_shape", "input.0.shape=n", "input.0.shape=2,-3"),
                                 ("bad_gap", "input.0", "input.1"), ("unknown_key", "input.0.name", "inptu.0.name")):
        assert found in good
        save(name, one, good.replace(found, instead))


# ----------------------------------------------------------------------------------- behaviour

class Throws(nn.Module):
    def forward(self, x):
        if float(x.sum()) < 0:
            raise RuntimeError("the sum of x is negative")
        return x * 1


class Failing(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("data", torch.tensor([10.0, 20.0, 30.0, 40.0]))

    def forward(self, index):
        return self.data[index]


class Stateful(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("count", torch.zeros(1))

    def forward(self, x):
        y = x + self.count
        self.count += 1
        return y


@torch.jit.interface
class Multiplier(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        pass


class Double(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x * 2


class AlsoDouble(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x + x


class Unfreezable(nn.Module):
    current: Multiplier

    def __init__(self):
        super().__init__()
        self.current = Double()
        self.next = AlsoDouble()

    def forward(self, x: Tensor) -> Tensor:
        self.current = self.next
        return self.current.forward(x)


class Big(nn.Module):
    def forward(self, n):
        return torch.zeros(int(n))


def behaviour_models():
    vector = "float32|n"
    save("throws", Throws(), properties([f"x|{vector}"], [f"y|{vector}"]))
    save("failing", Failing(), properties(["index|int64|1"], ["y|float32|1"]))
    save("stateful", Stateful())
    save("big", Big(), properties(["n|int64|"], ["y|float32|n"]))
    unfreezable = save("unfreezable", Unfreezable(), lite=False).eval()
    try:
        torch.jit.freeze(unfreezable)
    except RuntimeError as e:
        assert "interface" in str(e), e
    else:
        raise AssertionError("the unfreezable module was frozen")


# ---------------------------------------------------------------------------------------- clip

class Clip(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 3, padding=1)
        self.conv2 = nn.Conv2d(6, 8, 3, stride=2, padding=1)
        self.hand = nn.Linear(2, 8)
        self.gru = nn.GRU(8, 6, batch_first=True, bidirectional=True)
        self.coarse = nn.Linear(12, 2)
        self.fine = nn.Linear(12, 5)

    def forward(self, frames, hand):
        b, t = frames.size(0), frames.size(1)
        x = torch.relu(self.conv1(frames.flatten(0, 1)))
        x = torch.relu(self.conv2(x)).mean([2, 3])
        x = x.view(b, t, 8) + self.hand(hand).unsqueeze(1)
        x, _ = self.gru(x)
        return torch.softmax(self.coarse(x), -1), torch.sigmoid(self.fine(x))


def clip_model():
    rng = np.random.RandomState(3)
    clip = Clip().eval()
    for parameter in clip.parameters():
        parameter.data = torch.from_numpy(rounded(rng, *parameter.shape))
    save("clip", clip, properties(["frames|float32|B,T,3,H,W", "hand|float32|B,2"],
                                  ["coarse|float32|B,T,2", "fine|float32|B,T,5"]))
    frames, hand = torch.from_numpy(rounded(rng, 2, 7, 3, 8, 8)), torch.from_numpy(rounded(rng, 2, 2))
    coarse, fine = clip.double()(frames.double(), hand.double())
    assert coarse[..., 0].std() > 0.05 and fine.std() > 0.05  # neither constant nor saturated
    for name, data in (("frames", frames), ("hand", hand), ("coarse", coarse), ("fine", fine)):
        save_array(f"clip_{name}", data.detach().float())


# ------------------------------------------------------------------------------------ quantised

class Quantized(nn.Module):
    def __init__(self):
        super().__init__()
        self.quantize, self.dequantize = quantization.QuantStub(), quantization.DeQuantStub()
        self.conv, self.relu = nn.Conv2d(2, 4, 3, padding=1), nn.ReLU()
        self.linear = nn.Linear(4 * 6 * 6, 3)

    def forward(self, x):
        x = self.relu(self.conv(self.quantize(x)))
        return self.dequantize(self.linear(x.flatten(1)))


def fixed(scale, zero_point, dtype, low, high):
    return quantization.FixedQParamsObserver.with_args(
        scale=scale, zero_point=zero_point, dtype=dtype, quant_min=low, quant_max=high)


def dynamic_quantized_models():
    x = torch.from_numpy(np.load(OUT / "mlp_input.npy"))
    for name, engine in (("dynamic_quantized", "qnnpack"), ("dynamic_quantized_onednn", "onednn")):
        torch.backends.quantized.engine = engine
        model = quantization.quantize_dynamic(Mlp().eval(), {nn.Linear})
        save(name, model, properties(["x|float32|batch,4"], ["y|float32|batch,3"]))
        if engine == "qnnpack":
            save_array(f"{name}_expected", torch.cat([model(row[None]) for row in x]))


def static_quantized_model():
    """Scales are powers of two and no sum lies halfway between two results, so that every engine
    must agree to the last bit, and NumPy with them."""
    torch.backends.quantized.engine = "qnnpack"
    x_scale, hidden_scale, y_scale, w_scale = 1 / 16, 1 / 4, 1 / 2, 1 / 32
    for seed in range(1000):
        rng = np.random.RandomState(seed)
        values = {"conv.weight": rng.randint(-31, 32, (4, 2, 3, 3)) * w_scale,
                  "conv.bias": rng.randint(-32, 33, 4) / 4,
                  "linear.weight": rng.randint(-31, 32, (3, 144)) * w_scale,
                  "linear.bias": rng.randint(-32, 33, 3) / 4}
        x = rng.randint(-64, 64, (3, 2, 6, 6)) * x_scale
        expected = static_expected(x, values, hidden_scale, y_scale)
        if expected is not None:
            break
    model = Quantized().eval()
    for name, value in values.items():
        model.get_parameter(name).data = torch.from_numpy(value).float()
    weights = fixed(w_scale, 0, torch.qint8, -128, 127)
    model = quantization.fuse_modules(model, [["conv", "relu"]])
    for layer, scale, zero_point in ((model.quantize, x_scale, 64), (model.conv, hidden_scale, 0),
                                     (model.linear, y_scale, 128), (model.dequantize, y_scale, 128)):
        layer.qconfig = quantization.QConfig(fixed(scale, zero_point, torch.quint8, 0, 255), weights)
    model = quantization.convert(quantization.prepare(model))
    scripted = save("static_quantized", model, properties(["x|float32|n,2,6,6"], ["y|float32|n,3"]))
    actual = scripted(torch.from_numpy(x).float())
    assert np.array_equal(actual.numpy(), expected), (actual, expected)
    save_array("static_quantized_input", x.astype(np.float32))
    save_array("static_quantized_expected", expected.astype(np.float32))


def static_expected(x, values, hidden_scale, y_scale):
    """What exact arithmetic gives, or None where a sum is within a hair of halfway, or saturates."""
    padded = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3), axis=(2, 3))
    hidden = np.einsum("ncyxij,ocij->noyx", windows, values["conv.weight"]) + values["conv.bias"][:, None, None]
    hidden = np.maximum(hidden, 0) / hidden_scale
    if np.any(hidden % 1 == 0.5) or hidden.max() > 255:
        return None
    y = (np.rint(hidden) * hidden_scale).reshape(len(x), -1) @ values["linear.weight"].T + values["linear.bias"]
    y = y / y_scale
    if np.any(y % 1 == 0.5) or y.min() < -128 or y.max() > 127:
        return None
    return np.rint(y) * y_scale


def main():
    print(f"python {platform.python_version()}, torch {torch.__version__}, numpy {np.__version__}")
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    torch.manual_seed(1)
    torch.set_num_threads(1)
    without_machine_paths()
    with torch.no_grad():
        mlp_models()
        structure_models()
        memory_models()
        lying_models()
        behaviour_models()
        clip_model()
        dynamic_quantized_models()
        static_quantized_model()
    for file in OUT.glob("*.pt"):
        assert zipfile.is_zipfile(file), file
    files = sorted(OUT.iterdir())
    for file in files:
        print(f"{file.stat().st_size:6d} {file.name}")
    print(f"{sum(f.stat().st_size for f in files):6d} bytes in {len(files)} files")


# The order of a set of strings gets into the files, so it must not be another one in each run.
if os.environ.get("PYTHONHASHSEED") != "0":
    os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})
main()

"""Writes model.pt of each conformance fixture that a version of PyTorch has the dtype for, and checks it.

Command (from the repository root, after make_fixtures.py; a minute):

    /usr/bin/python3 testkit/src/main/python/make_torch.py

Written for Python 3.11, PyTorch 1.13.0, NumPy 1.24.2 (the versions in use are printed). Every file is a
TorchScript archive that the lite interpreter of Android reads too, with the names, dtypes and shapes of
fixture.properties in its extra file infer4j.properties. After writing, each is loaded again and must give
what the cases expect, save for the dtypes that only later versions of PyTorch have. Weights come from
fixture_weights.
"""

import platform
import time

import numpy as np
import torch

from fixture_files import fixtures, weight

EXTRA_FILE = "infer4j.properties"
IDENTITIES = "float16 bfloat16 float32 float64 int8 int16 int32 int64 uint8 bool".split()
# Of later versions of PyTorch: written, and not checked, by this one.
LATER_IDENTITIES = "uint16 uint32 uint64".split()
SLOW_STEPS, SLOW_GRID, SLOW_MODULUS = 400, 1024, 2 ** 31 - 1


def plus(*constants):
    terms = ", ".join(f"x{i} + {c}" for i, c in enumerate(constants))
    return f"def forward(self, {arguments('x', len(constants))}):\n    return {terms}\n"


def arguments(name, count):
    return ", ".join(f"{name}{i}" for i in range(count))


ADD = "def forward(self, a, b):\n    return a + b\n"

MLP = """
def forward(self, x):
    hidden = torch.relu(torch.nn.functional.linear(x, self.w1, self.b1))
    return torch.softmax(torch.nn.functional.linear(hidden, self.w2, self.b2), -1)
"""

QUANTIZED = """
def forward(self, x):
    sums = torch.nn.functional.linear(x.to(torch.float32) - self.x_zero_point, self.weight.to(torch.float32)) + self.bias
    steps = sums * (self.x_scale * self.weight_scale / self.y_scale)
    return torch.clamp(torch.round(steps) + self.y_zero_point, -128, 127).to(torch.int8)
"""

SLOW = f"""
def forward(self, x):
    grid = x.to(torch.int64) + self.row + self.column
    for i in range({SLOW_STEPS}):
        grid = torch.remainder(grid + 1, {SLOW_MODULUS})
    return grid.max().reshape(1).to(torch.float32)
"""

CLIP = """
def forward(self, frame, hand):
    x = torch.relu(torch.conv2d(frame[0], self.conv1_weight, self.conv1_bias, padding=1))
    x = torch.max_pool2d(x, 2)
    x = torch.relu(torch.conv2d(x, self.conv2_weight, self.conv2_bias, padding=1))
    x = torch.max_pool2d(x, 2)
    x = torch.cat([x.mean([2, 3]), hand.expand(8, 2)], 1)
    weights = [self.forward_w_ih, self.forward_w_hh, self.forward_b_ih, self.forward_b_hh,
               self.backward_w_ih, self.backward_w_hh, self.backward_b_ih, self.backward_b_hh]
    states, last = torch.gru(x.unsqueeze(0), self.start, weights, True, 1, 0.0, False, True, True)
    coarse = torch.softmax(torch.nn.functional.linear(states, self.coarse_weight, self.coarse_bias), -1)
    fine = torch.sigmoid(torch.nn.functional.linear(states, self.fine_weight, self.fine_bias))
    return coarse, fine
"""

GATES = [f"{way}_{kind}" for way in ("forward", "backward") for kind in ("w_ih", "w_hh", "b_ih", "b_hh")]
LAYERS = [f"{layer}_{part}" for layer in ("conv1", "conv2", "coarse", "fine") for part in ("weight", "bias")]

# What forward is, and which weights it has.
MODELS = {
    "add_sub": ("def forward(self, a, b):\n    return a + b, a - b\n", []),
    "add_int32": (ADD, []),
    "add_int64": (ADD, []),
    "mlp": (MLP, ["w1", "b1", "w2", "b2"]),
    "mlp_batch": (MLP, ["w1", "b1", "w2", "b2"]),
    "conv": ("""
def forward(self, image):
    return torch.relu(torch.conv2d(image, self.weight, self.bias, padding=1))
""", ["weight", "bias"]),
    "many": (f"def forward(self, {arguments('x', 12)}):\n"
             f"    return {', '.join(f'x{i} * {i + 1}' for i in range(12))}\n", []),
    "names": (plus(1, 2, 3, 4), []),
    "sequence": ("def forward(self, x):\n    return x * 2, x.mean(1)\n", []),
    "scalar": ("def forward(self, x, factor):\n    product = x * factor\n    return product, product.sum()\n", []),
    "empty": ("def forward(self, x):\n    return x + 1\n", []),
    "nonzero": ("def forward(self, x):\n    return torch.nonzero(x)\n", []),
    "quantized": (QUANTIZED, ["weight", "bias", "weight_scale", "x_scale", "x_zero_point", "y_scale", "y_zero_point"]),
    "mixed": ("def forward(self, x, n, mask):\n    return torch.where(mask, x, n.to(torch.float32))\n", []),
    # What comes in goes out, as it is: keeping the two apart is for the engine to do.
    "passthrough": ("def forward(self, x):\n    return x, x * 2, x\n", []),
    "large": ("def forward(self, x):\n    return x + 1\n", []),
    "slow": (SLOW, []),
    "clip": (CLIP, LAYERS + GATES),
    "gather": ("def forward(self, index):\n    return self.table.index_select(0, index).reshape(4)\n", ["table"]),
    "counter": ("def forward(self, x):\n    self.sum += x\n    return self.sum.clone()\n", []),
    "unsupported": ("def forward(self, x):\n    return torch.ops.unheard.Unheard(x)\n", []),
}
MODELS.update({f"identity_{dtype}": ("def forward(self, x):\n    return x.clone()\n", []) for dtype in IDENTITIES + LATER_IDENTITIES})


def module(fixture):
    source, weights = MODELS[fixture.name]
    tensors = {name: torch.from_numpy(weight(f"{fixture.name.replace('_batch', '')}_{name}")) for name in weights}
    if fixture.name == "slow":
        tensors = {"row": torch.zeros(1, SLOW_GRID, dtype=torch.int64),
                   "column": torch.zeros(SLOW_GRID, 1, dtype=torch.int64)}
    if fixture.name == "counter":
        tensors["sum"] = torch.zeros(1, 1)
    if fixture.name == "clip":
        tensors["start"] = torch.zeros(2, 1, 8)
    plain = type(fixture.name.title().replace("_", ""), (torch.nn.Module,), {})()
    for name, tensor in tensors.items():
        plain.register_buffer(name, tensor)
    scripted = torch.jit.script(plain.eval())
    # From text: the archive then names no file of the machine that made it.
    scripted.define(source)
    return scripted


def check(fixture, path):
    files = {EXTRA_FILE: ""}
    loaded = torch.jit.load(str(path), _extra_files=files).eval()
    assert files[EXTRA_FILE].decode() == fixture.spec_text(), fixture.name
    start = {name: buffer.clone() for name, buffer in loaded.named_buffers()}
    for ins, expected in fixture.cases():
        for name, buffer in loaded.named_buffers():
            buffer.copy_(start[name])
        tensors = [tensor(x, spec.dtype) for x, spec in zip(ins, fixture.inputs)]
        with torch.inference_mode():
            outs = loaded(*tensors)
        outs = outs if isinstance(outs, tuple) else (outs,)
        assert len(outs) == len(expected), fixture.name
        for y, e, spec in zip(outs, expected, fixture.outputs):
            assert y.dtype == getattr(torch, spec.dtype) and tuple(y.shape) == e.shape, (fixture.name, y)
            y = widened(y) if y.dtype == torch.bfloat16 else y.numpy()
            if spec.atol or spec.rtol:
                np.testing.assert_allclose(y.astype(float), e, spec.rtol, spec.atol, err_msg=fixture.name)
            else:
                assert y.tobytes() == e.tobytes(), (fixture.name, y, e)


def tensor(array, dtype):
    if dtype != "bfloat16":
        return torch.from_numpy(array)
    # By bits: a conversion may give a NaN other bits.
    return torch.from_numpy((array.view(np.uint32) >> 16).astype(np.int16)).view(torch.bfloat16)


def widened(bfloat16):
    return (bfloat16.view(torch.int16).numpy().view(np.uint16).astype(np.uint32) << 16).view(np.float32)


def define_unheard():
    """An operator that is there while this script runs, and never again."""
    library = torch.library.Library("unheard", "DEF")
    library.define("Unheard(Tensor x) -> Tensor")
    return library


def main():
    library = define_unheard()  # goes when nobody holds it
    print(f"python {platform.python_version()}, torch {torch.__version__}, numpy {np.__version__}")
    for fixture in fixtures():
        if fixture.name in MODELS:
            path = fixture.folder / "model.pt"
            files = {EXTRA_FILE: fixture.spec_text()}
            module(fixture)._save_for_lite_interpreter(str(path), _extra_files=files)
            start = time.time()
            if all(hasattr(torch, spec.dtype) for spec in fixture.inputs):
                check(fixture, path)
            print(f"{path.stat().st_size:6d} {fixture.name} {time.time() - start:.3f} s")


main()

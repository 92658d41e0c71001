"""Writes the rally's network for ONNX Runtime and PyTorch, its reference outputs, and the entries of
the bundle that name the files.

Command (from the repository root; a few seconds):

    /usr/bin/python3 rally/src/main/python/export_rally.py

Written for Python 3.11, Debian's torch 1.13.0, onnx 1.12.0 and numpy 1.24.2. Two runs with the same
versions give identical files. The weights are those that train_rally.py left in rally_weights, and
so is the clip of the references.

Writes into ../resources/io/infer4j/rally/model
  rally.onnx         frame [1,96,3,64,64], hand [1,2] -> coarse [1,96,2], fine [1,96,8]
  rally.pt           TorchScript
  rally.ptl          the same for the lite interpreter
  rally-dynamic.pt   weights of the linear layers and of the GRU in int8, quantised for qnnpack; the
                     convolutions stay float32, since PyTorch quantises none of them dynamically
  model.properties   the SHA-256s of these files, in place of those that stand there
and into rally_weights/reference, from reference/frames.npy (uint8 [8,64,64,3]):
  conv1..conv4.npy   after ReLU, NCHW, for the first two frames, normalised
  fc.npy             after ReLU, for the eight frames
  hand.npy, coarse.npy, fine.npy            the clip whose frame t is frames[t % 8]
  clip_fc.npy, clip_gru.npy, clip_coarse.npy, clip_fine.npy
                     from clip_fc.npy (what fc gives for 96 frames of a test video) through the GRU
                     to the outputs, with the same hand
"""

import hashlib
import io
import os
import platform
import re
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
import torch._sources
from onnx import numpy_helper
from torch import nn
from torch.ao.quantization import quantize_dynamic
from torch.nn import functional as F

from rally_net import CLIP, LABELS, SIDE, WEIGHTS, file_name, load, normalised

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "resources/io/infer4j/rally/model"
REFERENCE = WEIGHTS / "reference"

PROPERTIES = f"""infer4j.version=1
input.0.name=frame
input.0.dtype=float32
input.0.shape=1,{CLIP},3,{SIDE},{SIDE}
input.0.layout=NTCHW
input.1.name=hand
input.1.dtype=float32
input.1.shape=1,2
output.0.name=coarse
output.0.dtype=float32
output.0.shape=1,{CLIP},2
output.1.name=fine
output.1.dtype=float32
output.1.shape=1,{CLIP},{len(LABELS)}
metadata.labels={",".join(LABELS)}
"""


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


def references(model):
    """Writes them; returns the clip's frames, hand and outputs."""
    frames = np.load(REFERENCE / "frames.npy")
    hand = torch.tensor([[0.0, 1.0]])
    np.save(REFERENCE / "hand.npy", hand.numpy())
    x = normalised(frames)
    for i in range(1, 5):
        x = F.relu(getattr(model, f"conv{i}")(x))
        np.save(REFERENCE / f"conv{i}.npy", x[:2].numpy())
    x = F.relu(model.fc(x.flatten(1)))
    np.save(REFERENCE / "fc.npy", x.numpy())

    clip = torch.from_numpy(np.load(REFERENCE / "clip_fc.npy"))[None]
    x, _ = model.gru(torch.cat([clip, hand.unsqueeze(1).expand(-1, CLIP, -1)], 2))
    np.save(REFERENCE / "clip_gru.npy", x[0].numpy())
    np.save(REFERENCE / "clip_coarse.npy", torch.softmax(model.coarse(x), 2)[0].numpy())
    np.save(REFERENCE / "clip_fine.npy", torch.sigmoid(model.fine(x))[0].numpy())

    frame = normalised(frames[np.arange(CLIP) % len(frames)])[None]
    coarse, fine = model(frame, hand)
    np.save(REFERENCE / "coarse.npy", coarse[0].numpy())
    np.save(REFERENCE / "fine.npy", fine[0].numpy())
    return frame, hand, (coarse, fine)


def compare(name, outputs, expected, limit):
    differences = [(a - b).abs().max().item() for a, b in zip(outputs, expected)]
    print(f"{name}: {(OUT / name).stat().st_size} bytes, coarse and fine differ by at most "
          + " and ".join(f"{d:.1e}" for d in differences))
    assert max(differences) <= limit, name


def export_torch(model, frame, hand, expected):
    files = {"infer4j.properties": PROPERTIES.encode()}
    scripted = torch.jit.script(model)
    torch.jit.save(scripted, str(OUT / "rally.pt"), _extra_files=files)
    scripted._save_for_lite_interpreter(str(OUT / "rally.ptl"), _extra_files=files)
    dynamic = quantize_dynamic(model, {nn.Linear, nn.GRU})
    torch.jit.save(torch.jit.script(dynamic), str(OUT / "rally-dynamic.pt"), _extra_files=files)
    for name, limit in (("rally.pt", 1e-5), ("rally.ptl", 1e-5), ("rally-dynamic.pt", 0.5)):
        compare(name, torch.jit.load(str(OUT / name))(frame, hand), expected, limit)


def without_zero_state(graph):
    """Takes the GRU's initial state out, which is zeros and so the default, and what computes it."""
    gru = next(n for n in graph.node if n.op_type == "GRU")
    gru.input[5] = ""
    while gru.input[-1] == "":
        del gru.input[-1]
    while True:
        used = {i for n in graph.node for i in n.input} | {o.name for o in graph.output}
        dead = [n for n in graph.node if not used & set(n.output)]
        if not dead:
            break
        for node in dead:
            graph.node.remove(node)
    for tensor in [t for t in graph.initializer if t.name not in used]:
        graph.initializer.remove(tensor)


def export_onnx(model, frame, hand):
    buffer = io.BytesIO()
    torch.onnx.export(model, (frame, hand), buffer, opset_version=13,
                      input_names=["frame", "hand"], output_names=["coarse", "fine"])
    proto = onnx.load_from_string(buffer.getvalue())
    without_zero_state(proto.graph)
    proto.producer_name = "infer4j export_rally.py"
    proto.producer_version = "1"
    proto.graph.name = "rally"
    onnx.checker.check_model(proto, full_check=True)
    (OUT / "rally.onnx").write_bytes(proto.SerializeToString(deterministic=True))
    print(f"rally.onnx: {(OUT / 'rally.onnx').stat().st_size} bytes,",
          ", ".join(n.op_type for n in proto.graph.node))


def pin():
    """Puts the SHA-256 of each file that is there into model.properties."""
    path = OUT / "model.properties"
    text = path.read_text()
    for variant, file in re.findall(r"^variant\.([\w-]+)\.file *= *(\S+)$", text, re.M):
        if (OUT / file).exists():
            digest = hashlib.sha256((OUT / file).read_bytes()).hexdigest()
            text = re.sub(rf"^(variant\.{variant}\.sha256 *= *).*$", rf"\g<1>{digest}", text, flags=re.M)
    path.write_text(text)


def main():
    print(f"python {platform.python_version()}, torch {torch.__version__}, onnx {onnx.__version__}, "
          f"numpy {np.__version__}")
    without_machine_paths()
    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    torch.backends.quantized.engine = "qnnpack"
    OUT.mkdir(parents=True, exist_ok=True)
    model = load()
    print(f"{sum(p.numel() for p in model.parameters())} parameters")
    frame, hand, expected = references(model)
    export_torch(model, frame, hand, expected)
    export_onnx(model, frame, hand)
    pin()


# The order of a set of strings gets into the files, so it must not be another one in each run.
if os.environ.get("PYTHONHASHSEED") != "0":
    os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})
main()

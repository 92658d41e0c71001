"""Trains the gesture classifier of the examples, 46 features of a hand to 5 gestures, and writes it for
ONNX Runtime and PyTorch.

Command (from the repository root; some ten seconds on one core):

    /usr/bin/python3 examples/src/main/python/train_gesture.py

Written for Python 3.11, Debian's torch 1.13.0, onnx 1.12.0, scikit-learn 1.2.1 (for the baselines only)
and numpy 1.24.2. The versions that were used are the first lines of train_gesture.log. Two runs with
the same versions give identical files.

Data: gesture_data.py, which draws it; the held-out samples have a seed of their own. They are looked
at once, after a fixed number of epochs.

Network: 46 -> 64 -> 32 -> 5, fully connected, ReLU between and softmax behind.

Writes
  ../resources/io/infer4j/examples/gesture/
    gesture.onnx         features [batch,46] -> scores [batch,5]
    gesture.pt           TorchScript as torch.jit.save leaves it: no name, shape or dtype of the output
    gesture.ptl          the same for the lite interpreter; Android's binding needs the extra file
                         infer4j.properties, which tells all that
    gesture-dynamic.pt   weights in int8, quantised for qnnpack
    test-features.npy    float32 [500,46], held out
    test-labels.npy      int64 [500]
    test-scores.npy      float32 [500,5], what PyTorch answers
  gesture_weights/NAME.npy             the weights
  gesture_weights/ranges.properties    ranges of the activations on the training data, for int8
  train_gesture.log                    what this script printed
Afterwards io.infer4j.tflite.writer.GestureModels writes the .tflite files from gesture_weights, and
model.properties needs the new SHA-256s, accuracies and tolerances.
"""

import io
import os
import platform
import sys
from pathlib import Path

import numpy as np
import onnx
import sklearn
import torch
import torch._sources
from onnx import numpy_helper
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import NearestCentroid
from torch import nn
from torch.ao.quantization import quantize_dynamic
from torch.nn import functional as F

from gesture_data import FEATURES, LABELS, draw

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "resources/io/infer4j/examples/gesture"
WEIGHTS = HERE / "gesture_weights"

SEED = 20260301
TRAINING, HELD_OUT = 8000, 500
EPOCHS = 60
BATCH = 64

PROPERTIES = f"""infer4j.version=1
input.0.name=features
input.0.dtype=float32
input.0.shape=batch,{FEATURES}
output.0.name=scores
output.0.dtype=float32
output.0.shape=batch,{len(LABELS)}
"""

log_lines = []


def log(text):
    print(text, flush=True)
    log_lines.append(text)


class Gesture(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden1 = nn.Linear(FEATURES, 64)
        self.hidden2 = nn.Linear(64, 32)
        self.last = nn.Linear(32, len(LABELS))

    def logits(self, features):
        return self.last(F.relu(self.hidden2(F.relu(self.hidden1(features)))))

    def forward(self, features):
        return torch.softmax(self.logits(features), 1)


def train(features, labels):
    model = Gesture()
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=1e-2)
    steps = EPOCHS * -(-len(features) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 3e-3, total_steps=steps)
    for epoch in range(1, EPOCHS + 1):
        total = 0.0
        for rows in torch.randperm(len(features)).split(BATCH):
            loss = F.cross_entropy(model.logits(features[rows]), labels[rows], label_smoothing=0.02)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item() * len(rows)
        if epoch % 10 == 0:
            log(f"epoch {epoch:3d}  training loss {total / len(features):.4f}")
    return model.eval()


def ranges(model, features):
    """The least and the largest value of each activation on the training data."""
    hidden1 = F.relu(model.hidden1(features))
    hidden2 = F.relu(model.hidden2(hidden1))
    lines = ["# Ranges of activations on the training data, by train_gesture.py."]
    for name, values in (("features", features), ("hidden1", hidden1), ("hidden2", hidden2),
                         ("logits", model.last(hidden2))):
        lines += [f"{name}.min={values.min():.3g}", f"{name}.max={values.max():.3g}"]
    return "\n".join(lines) + "\n"


def export_onnx(model, path):
    buffer = io.BytesIO()
    torch.onnx.export(model, torch.zeros(1, FEATURES), buffer, opset_version=13,
                      input_names=["features"], output_names=["scores"],
                      dynamic_axes={"features": {0: "batch"}, "scores": {0: "batch"}})
    proto = onnx.load_from_string(buffer.getvalue())
    proto.producer_name = "infer4j train_gesture.py"
    proto.producer_version = "1"
    proto.graph.name = "gesture"
    onnx.checker.check_model(proto, full_check=True)
    path.write_bytes(proto.SerializeToString(deterministic=True))
    return {t.name: numpy_helper.to_array(t) for t in proto.graph.initializer}


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


def export_torch(model, features, expected):
    files = {"infer4j.properties": PROPERTIES.encode()}
    scripted = torch.jit.script(model)
    torch.jit.save(scripted, str(OUT / "gesture.pt"))
    scripted._save_for_lite_interpreter(str(OUT / "gesture.ptl"), _extra_files=files)
    dynamic = quantize_dynamic(model, {nn.Linear})
    torch.jit.save(torch.jit.script(dynamic), str(OUT / "gesture-dynamic.pt"), _extra_files=files)
    for file, limit in (("gesture.pt", 1e-5), ("gesture.ptl", 1e-5), ("gesture-dynamic.pt", 0.1)):
        scores = torch.jit.load(str(OUT / file))(features).numpy()
        difference = np.abs(scores - expected).max()
        log(f"{file}: scores differ by at most {difference:.1e}")
        assert difference <= limit, file


def main():
    for name, version in (("python", platform.python_version()), ("torch", torch.__version__),
                          ("onnx", onnx.__version__), ("scikit-learn", sklearn.__version__),
                          ("numpy", np.__version__)):
        log(f"{name} {version}")
    OUT.mkdir(parents=True, exist_ok=True)
    WEIGHTS.mkdir(exist_ok=True)
    without_machine_paths()
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.backends.quantized.engine = "qnnpack"

    train_x, train_y = draw(TRAINING, SEED)
    test_x, test_y = draw(HELD_OUT, SEED + 1)
    log(f"seed {SEED}, {TRAINING} training samples, {HELD_OUT} held-out samples")
    for baseline in (NearestCentroid(), LogisticRegression(max_iter=2000)):
        right = baseline.fit(train_x, train_y).score(test_x, test_y)
        log(f"for comparison, held-out accuracy of {type(baseline).__name__} {right:.3f}")

    features = torch.from_numpy(train_x)
    model = train(features, torch.from_numpy(train_y))
    with torch.no_grad():
        log(f"{sum(p.numel() for p in model.parameters())} parameters")
        log(f"training accuracy {(model(features).numpy().argmax(1) == train_y).mean():.3f}")
        scores = model(torch.from_numpy(test_x)).numpy()
        right = scores.argmax(1) == test_y
        log(f"held-out accuracy {right.mean():.3f} ({(~right).sum()} of {HELD_OUT} wrong)")
        for i, label in enumerate(LABELS):
            log(f"  {label}: {right[test_y == i].mean():.3f}")
        (WEIGHTS / "ranges.properties").write_text(ranges(model, features))
        export_torch(model, torch.from_numpy(test_x), scores)

    stored = export_onnx(model, OUT / "gesture.onnx")
    np.save(OUT / "test-features.npy", test_x)
    np.save(OUT / "test-labels.npy", test_y)
    np.save(OUT / "test-scores.npy", scores)
    for name, value in model.named_parameters():
        assert np.array_equal(stored[name], value.detach().numpy()), name
        np.save(WEIGHTS / f"{name}.npy", value.detach().numpy())
    for file in sorted(OUT.glob("gesture*.[op]*")) + sorted(OUT.glob("test-*.npy")):
        log(f"{file.name} {file.stat().st_size} bytes")
    (HERE / "train_gesture.log").write_text("\n".join(log_lines) + "\n")


# The order of a set of strings gets into the files, so it must not be another one in each run.
if os.environ.get("PYTHONHASHSEED") != "0":
    os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})
main()

"""Trains the small digit classifier that the command line tool uses as its built-in example.

Command (from the repository root; about ten seconds on one core):

    python3 cli/src/main/python/train_digits.py

Written for Python 3.11, torch 1.13.0, onnx 1.12.0, scikit-learn 1.2.1, numpy 1.24.2. The versions
that were used are the first lines of train_digits.log. Two runs with the same versions give
identical files.

Data: the 1,797 real 8x8 digits of sklearn.datasets.load_digits (the test part of the UCI data set
"Optical Recognition of Handwritten Digits", E. Alpaydin and C. Kaynak). Pixels / 16, so 0..1.
20 % are held out, stratified. The held-out images are looked at once, after a fixed number of
epochs; nothing is chosen by them.

Network: three times 3x3 convolution ('same' padding) + batch norm + ReLU, with 2x2 max pooling
after the second and the third, then one fully connected layer and softmax. Batch norm is folded
into the convolutions before anything is written. The fully connected layer takes its 192 inputs
in channel, row, column order (NCHW): channels-last ports must reorder fc.weight.

Writes
  ../resources/io/infer4j/cli/digits/digits.onnx        image [batch,1,8,8] -> scores [batch,10]
  ../resources/io/infer4j/cli/digits/test-images.npy    float32 [N,1,8,8], the held-out images
  ../resources/io/infer4j/cli/digits/test-labels.npy    int64 [N]
  ../resources/io/infer4j/cli/digits/test-scores.npy    float32 [N,10], what PyTorch answers
  digits_weights/NAME.npy                               the weights, as in digits.onnx
  train_digits.log                                      what this script printed
"""

import io
import platform
from pathlib import Path

import numpy as np
import onnx
import sklearn
import torch
from onnx import numpy_helper
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import nn
from torch.nn import functional as F
from torch.nn.utils.fusion import fuse_conv_bn_eval

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "resources/io/infer4j/cli/digits"
WEIGHTS = HERE / "digits_weights"

SEED = 20240601
EPOCHS = 60
BATCH = 64
CHANNELS = (16, 32, 48)

log_lines = []


def log(text):
    print(text, flush=True)
    log_lines.append(text)


class Digits(nn.Module):
    """The network; answers logits while training and probabilities otherwise."""

    def __init__(self, batch_norm=True):
        super().__init__()
        a, b, c = CHANNELS
        self.conv1 = nn.Conv2d(1, a, 3, padding=1)
        self.conv2 = nn.Conv2d(a, b, 3, padding=1)
        self.conv3 = nn.Conv2d(b, c, 3, padding=1)
        self.fc = nn.Linear(c * 2 * 2, 10)
        self.bn1, self.bn2, self.bn3 = [
            nn.BatchNorm2d(n) if batch_norm else nn.Identity() for n in CHANNELS]

    def forward(self, image):
        x = F.relu(self.bn1(self.conv1(image)))
        x = F.max_pool2d(F.relu(self.bn2(self.conv2(x))), 2)
        x = F.max_pool2d(F.relu(self.bn3(self.conv3(x))), 2)
        if self.training:
            x = F.dropout(x, 0.3)
        x = self.fc(torch.flatten(x, 1))
        return x if self.training else torch.softmax(x, 1)

    def folded(self):
        """The same function without batch norm layers."""
        self.eval()
        result = Digits(batch_norm=False)
        for i in "123":
            fused = fuse_conv_bn_eval(getattr(self, "conv" + i), getattr(self, "bn" + i))
            setattr(result, "conv" + i, fused)
        result.fc = self.fc
        return result.eval()


def augment(images):
    """Shifts each image by up to one pixel in each direction and adds a little noise."""
    padded = F.pad(images, (1, 1, 1, 1))
    shifts = torch.randint(0, 3, (len(images), 2)).tolist()
    shifted = torch.stack([p[:, y:y + 8, x:x + 8] for p, (y, x) in zip(padded, shifts)])
    return (shifted + 0.03 * torch.randn_like(shifted)).clamp(0, 1)


def train(images, labels):
    model = Digits()
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=1e-2)
    batches = -(-len(images) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 3e-3, total_steps=EPOCHS * batches)
    for epoch in range(1, EPOCHS + 1):
        total = 0.0
        for rows in torch.randperm(len(images)).split(BATCH):
            loss = F.cross_entropy(model(augment(images[rows])), labels[rows], label_smoothing=0.05)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item() * len(rows)
        if epoch % 10 == 0:
            log(f"epoch {epoch:3d}  training loss {total / len(images):.4f}")
    return model


def export(model, path):
    buffer = io.BytesIO()
    torch.onnx.export(model, torch.zeros(1, 1, 8, 8), buffer, opset_version=13,
                      input_names=["image"], output_names=["scores"],
                      dynamic_axes={"image": {0: "batch"}, "scores": {0: "batch"}})
    proto = onnx.load_from_string(buffer.getvalue())
    proto.producer_name = "infer4j train_digits.py"
    proto.producer_version = "1"
    proto.domain = "io.infer4j"
    proto.model_version = 1
    proto.doc_string = "Handwritten digits, 8x8 pixels of 0..1, to the probabilities of 0..9."
    proto.graph.name = "digits"
    onnx.helper.set_model_props(proto, {
        "description": "Small CNN trained on the 8x8 handwritten digits of scikit-learn",
        "labels": ",".join(str(i) for i in range(10)),
    })
    onnx.checker.check_model(proto, full_check=True)
    path.write_bytes(proto.SerializeToString(deterministic=True))


def main():
    for name, version in (("python", platform.python_version()), ("torch", torch.__version__),
                          ("onnx", onnx.__version__), ("scikit-learn", sklearn.__version__),
                          ("numpy", np.__version__)):
        log(f"{name} {version}")
    OUT.mkdir(parents=True, exist_ok=True)
    WEIGHTS.mkdir(exist_ok=True)
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)

    digits = load_digits()
    images = (digits.images / 16).astype(np.float32)[:, None]
    labels = digits.target.astype(np.int64)
    train_x, test_x, train_y, test_y = train_test_split(
        images, labels, test_size=0.2, stratify=labels, random_state=SEED)
    log(f"seed {SEED}, {len(train_x)} training images, {len(test_x)} held-out images")

    trained = train(torch.from_numpy(train_x), torch.from_numpy(train_y))
    model = trained.folded()
    with torch.no_grad():
        x = torch.from_numpy(test_x)
        scores = model(x).numpy()
        log(f"folding batch norm changed scores by at most {np.abs(trained(x).numpy() - scores).max():.1e}")
        train_right = (model(torch.from_numpy(train_x)).numpy().argmax(1) == train_y).mean()
    wrong = int((scores.argmax(1) != test_y).sum())
    log(f"{sum(p.numel() for p in model.parameters())} parameters after folding")
    log(f"training accuracy (without augmentation) {train_right:.4f}")
    log(f"held-out accuracy {1 - wrong / len(test_y):.4f} ({wrong} of {len(test_y)} wrong)")

    export(model, OUT / "digits.onnx")
    np.save(OUT / "test-images.npy", test_x)
    np.save(OUT / "test-labels.npy", test_y)
    np.save(OUT / "test-scores.npy", scores)
    for name, value in model.named_parameters():
        np.save(WEIGHTS / f"{name}.npy", value.detach().numpy())

    stored = {t.name: numpy_helper.to_array(t)
              for t in onnx.load(OUT / "digits.onnx").graph.initializer}
    written = {f.stem: np.load(f) for f in WEIGHTS.glob("*.npy")}
    assert stored.keys() == written.keys(), (stored.keys(), written.keys())
    for name in sorted(stored):
        assert np.array_equal(stored[name], written[name]), name
        log(f"digits.onnx and digits_weights agree: {name} {list(stored[name].shape)}")
    for file in sorted(OUT.iterdir()):
        log(f"{file.name} {file.stat().st_size} bytes")
    (HERE / "train_digits.log").write_text("\n".join(log_lines) + "\n")


main()

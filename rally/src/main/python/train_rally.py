"""Trains the rally's network and leaves its weights, ranges and references in rally_weights.

Command (from the repository root; under an hour on two cores):

    /usr/bin/python3 rally/src/main/python/train_rally.py

Written for Python 3.11, Debian's torch 1.13.0, numpy 1.24.2, opencv 4.6.0, Pillow 9.4.0 and ffmpeg
5.1.9; the first lines of train_rally.log say which were used. Seeded; two threads add up in an order
that may differ in the last bits, so a second run gives a network as good, not the same bits.

Data: rally_data.py, each video through H.264 and back, as the pipeline gets it. Training, validation
and test videos have seeds of their own. Validation chooses one number, what is added to the logit
of an event so that the threshold can be 0.5; the test videos choose nothing. The log is that of two
commands: the calibration came to the script after the training, and was run by --steps 0.

The test videos, as those that ship, are encoded with x264's preset medium. Encoded with veryfast, as
the training videos are, the network's event F1 on them was 0.949 in place of 0.962.

Loss: cross-entropy of event or background, where an event counts five times; binary cross-entropy of
the labels, for events and two frames on either side, and a tenth of that elsewhere; for training only,
where the ball is in each frame, from the CNN's features and, as one of 8x8 cells, from its third
convolution.

What the network does not learn from this: forehand from backhand, which are guessed; that needs the
player's hand and the side of a swing of a few pixels. It is most of what separates strict from event
F1. Losses on the side of the swing, and larger and lighter rackets, did not change that: a classifier
on the third convolution at the player's place can learn the side (0.9 on other videos), but the layer
from all places to 64 features learns it by heart for the places that it has seen.

Afterwards export_rally.py writes the model files.
"""

import argparse
import platform
import subprocess
import tempfile
import time
from multiprocessing import Pool
from pathlib import Path

import cv2
import numpy as np
import PIL
import torch
from torch.nn import functional as F

import rally_data as data
from rally_net import CLIP, LABELS, MEAN, SIDE, STD, WEIGHTS, RallyTraining, folded, load, normalised, save
from rally_score import events, f1, report, scores_of, stitched, summary, windows_of

HERE = Path(__file__).resolve().parent
SEED = 20260808
FRAMES = 600
BATCH = 8
RATE = 3e-3
EVENT_WEIGHT = 5.0

log_lines = []


def log(text):
    print(text, flush=True)
    log_lines.append(text)


class Videos:
    """Decoded and resized frames, and their truth."""

    def __init__(self, cache, seeds):
        with Pool(2) as pool:
            files = pool.starmap(prepare, [(cache, s) for s in seeds])
        loaded = [np.load(f) for f in files]
        self.frames = [l["frames"] for l in loaded]
        self.ball = [l["ball"] for l in loaded]
        rallies = [data.simulate(s, FRAMES) for s in seeds]
        self.hand = np.array([r.hand for r in rallies], np.float32)
        self.true = [r.events for r in rallies]
        self.coarse = np.zeros((len(seeds), FRAMES), np.int64)
        self.fine = np.zeros((len(seeds), FRAMES, len(LABELS)), np.float32)
        for v, events in enumerate(self.true):
            for frame, labels in events.items():
                self.coarse[v, frame] = 1
                self.fine[v, max(0, frame - 2):frame + 3] = [label in labels for label in LABELS]


def prepare(cache, seed):
    cv2.setNumThreads(1)
    file = Path(cache) / f"{seed}.npz"
    if not file.exists():
        rally = data.simulate(seed, FRAMES)
        with tempfile.NamedTemporaryFile(suffix=".mp4") as video:
            preset = "veryfast" if seed in data.TRAINING else "medium"
            data.encode(data.render(rally), video.name, 20 + seed * 7 % 11, preset)
            frames = data.small(data.decode(video.name))
        np.savez(file, frames=frames, ball=data.ball_in_frame(rally))
    return file


def batch_of(videos, rng):
    """Clips from anywhere, some reaching beyond an end; some mirrored, moved, brighter or darker."""
    x = torch.zeros(BATCH, CLIP, SIDE, SIDE, 3)
    hand = np.empty((BATCH, 2), np.float32)
    inside = np.zeros((BATCH, CLIP), np.float32)
    coarse = np.zeros((BATCH, CLIP), np.int64)
    fine = np.zeros((BATCH, CLIP, len(LABELS)), np.float32)
    ball = np.zeros((BATCH, CLIP, 3), np.float32)
    for i in range(BATCH):
        v, start = rng.integers(len(videos.frames)), rng.integers(-CLIP // 3, FRAMES - 2 * CLIP // 3)
        low, high = max(0, start), min(FRAMES, start + CLIP)
        at = slice(low - start, high - start)
        dx, dy = rng.integers(-3, 4, 2)
        columns = np.clip(np.arange(SIDE) - dx, 0, SIDE - 1)
        rows = np.clip(np.arange(SIDE) - dy, 0, SIDE - 1)
        where = videos.ball[v][low:high] + (dx, dy, 0)
        hand[i] = videos.hand[v]
        if rng.random() < 0.5:
            columns, hand[i] = columns[::-1], 1 - hand[i]
            where = where * (-1, 1, 1) + (SIDE, 0, 0)
        frames = torch.from_numpy(videos.frames[v][low:high][:, rows[:, None], columns]).float()
        gain = rng.normal(1, 0.12) * rng.normal(1, 0.05, 3)
        a, b = gain / 255 / STD, (rng.normal(0, 0.03) - np.array(MEAN)) / STD
        x[i, at] = frames * torch.from_numpy(a).float() + torch.from_numpy(b).float()
        inside[i, at], ball[i, at] = 1, where
        coarse[i, at], fine[i, at] = videos.coarse[v, low:high], videos.fine[v, low:high]
    tensors = [torch.from_numpy(a) for a in (hand, inside, coarse, fine, ball)]
    return [x.permute(0, 1, 4, 2, 3), *tensors]


def loss_of(model, clips):
    x, hand, inside, coarse, fine, ball = clips
    coarse_logits, fine_logits, place_out, spots = model(x, hand)
    weight = torch.tensor([1.0, EVENT_WEIGHT])
    event = (F.cross_entropy(coarse_logits.flatten(0, 1), coarse.flatten(), weight, reduction="none") * inside.flatten()).sum() / inside.sum()
    near = fine.amax(2)
    weights = (inside * (near + 0.1 * (1 - near)))[..., None]
    labels = (F.binary_cross_entropy_with_logits(fine_logits, fine, reduction="none") * weights).sum() / weights.sum()
    seen = ball[..., 2] * inside
    place = (F.smooth_l1_loss(place_out, ball[..., :2] / (SIDE / 2) - 1, reduction="none", beta=0.05).sum(2) * seen).sum() / seen.sum()
    cells = ball[..., :2].clamp(0, SIDE - 1).long() // 8
    cells = torch.where(seen > 0, cells[..., 1] * 8 + cells[..., 0], 64)
    spot = (F.cross_entropy(spots, cells.flatten(), reduction="none") * inside.flatten()).sum() / inside.sum()
    return torch.stack([event, 0.5 * labels, place, 0.2 * spot])


def train(videos, validation, steps):
    torch.set_flush_denormal(True)
    rng = np.random.default_rng(SEED)
    model = RallyTraining().to(memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=1e-2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps, pct_start=0.15)
    begin, sums = time.time(), 0
    for step in range(1, steps + 1):
        model.train()
        losses = loss_of(model, batch_of(videos, rng))
        optimizer.zero_grad()
        losses.sum().backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
        schedule.step()
        sums = sums + losses.detach()
        if step % 50 == 0:
            text = " ".join(f"{name} {value:.4f}" for name, value in zip(("event", "labels", "place", "spot"), sums / 50))
            log(f"step {step:5d}  {time.time() - begin:5.0f} s  loss {sums.sum() / 50:.4f}: {text}")
            sums = 0
        if step % 400 == 0 and step < steps:
            log(f"  validation {summary(evaluate(folded(model), validation))}")
            torch.save(model.state_dict(), Path(tempfile.gettempdir()) / "rally-step.pt")
    log(f"trained for {time.time() - begin:.0f} s")
    return folded(model)


def calibrated(model, validation):
    """Shifts the event's logit so that the threshold of 0.5 is the best one on validation videos."""
    windows = [windows_of(model, f, h) for f, h in zip(validation.frames, validation.hand)]
    results = {}
    for shift in np.arange(-0.5, 3.01, 0.25):
        found = []
        for coarse, fine in windows:
            moved = [(start, c * (1, np.exp(shift))) for start, c in coarse]
            coarse = stitched(FRAMES, [(start, c / c.sum(1, keepdims=True)) for start, c in moved])
            found.append(events(coarse, stitched(FRAMES, fine)))
        results[float(shift)] = f1(found, validation.true)
    log("validation F1 by shift of the event's logit: " + ", ".join(f"{s:+.2f} {f:.4f}" for s, f in results.items()))
    good = [s for s, f in results.items() if f >= max(results.values()) - 0.005]
    shift = good[len(good) // 2]  # the middle of what is as good
    log(f"shifted by {shift:+.2f}")
    model.coarse.bias.data += torch.tensor([0.0, shift])
    return model


def evaluate(model, videos):
    return report([scores_of(model, f, h) for f, h in zip(videos.frames, videos.hand)], videos.true)


@torch.no_grad()
def ranges(model, videos):
    """The least and the largest value of each activation on training clips, for int8."""
    least, largest = {}, {}

    def see(name, values):
        least[name] = min(least.get(name, np.inf), values.min().item())
        largest[name] = max(largest.get(name, -np.inf), values.max().item())

    for v in range(0, len(videos.frames), max(1, len(videos.frames) // 60)):
        x = normalised(videos.frames[v][:CLIP])
        see("frame", x)
        for i in range(1, 5):
            x = F.relu(getattr(model, f"conv{i}")(x))
            see(f"conv{i}", x)
        x = F.relu(model.fc(x.flatten(1)))
        see("fc", x)
        x = torch.cat([x, torch.from_numpy(videos.hand[v]).expand(CLIP, 2)], 1)
        for suffix, name in (("", "forward"), ("_reverse", "backward")):
            weights = [getattr(model.gru, f"{part}_l0{suffix}") for part in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]
            h = torch.zeros(1, model.gru.hidden_size)
            for t in range(CLIP) if name == "forward" else reversed(range(CLIP)):
                a, b = F.linear(x[t:t + 1], weights[0], weights[2]), F.linear(h, weights[1], weights[3])
                ar, az, an = a.chunk(3, 1)
                br, bz, bn = b.chunk(3, 1)
                r, z = torch.sigmoid(ar + br), torch.sigmoid(az + bz)
                n = torch.tanh(an + r * bn)
                h = (1 - z) * n + z * h
                for part, values in (("input", a), ("hidden", b), ("reset_update", torch.cat([ar + br, az + bz])),
                                     ("new", an + r * bn), ("reset_hidden", r * bn), ("h", h)):
                    see(f"gru.{part}_{name}", values)
        y, _ = model.gru(x[None])
        see("gru", y)
        see("coarse", model.coarse(y))
        see("fine", model.fine(y))
    lines = ["# Ranges of activations on training clips, by train_rally.py: after ReLU, before softmax and",
             "# sigmoid. gru.input: weight_ih * x + bias_ih; gru.hidden: weight_hh * h + bias_hh (r, z, n",
             "# together); gru.reset_update and gru.new: before sigmoid and tanh."]
    for name in least:
        lines += [f"{name}.min={least[name]:.4g}", f"{name}.max={largest[name]:.4g}"]
    (WEIGHTS / "ranges.properties").write_text("\n".join(lines) + "\n")


@torch.no_grad()
def references(model, videos):
    """Inputs of the references that export_rally.py writes, from a test video."""
    folder = WEIGHTS / "reference"
    folder.mkdir(parents=True, exist_ok=True)
    first = min(videos.true[0])
    np.save(folder / "frames.npy", videos.frames[0][first - 4:first + 4])
    x = normalised(videos.frames[0][first - 10:first - 10 + CLIP])
    for i in range(1, 5):
        x = F.relu(getattr(model, f"conv{i}")(x))
    np.save(folder / "clip_fc.npy", F.relu(model.fc(x.flatten(1))).numpy())


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--videos", type=int, default=320)
    arguments.add_argument("--steps", type=int, default=3000, help="0 takes the weights of the last run, before calibration")
    arguments.add_argument("--cache", help="a folder that keeps the prepared frames for a second run")
    arguments = arguments.parse_args()
    ffmpeg = subprocess.run(["ffmpeg", "-version"], stdout=subprocess.PIPE, check=True).stdout.decode().split()[2]
    log(f"python {platform.python_version()}, torch {torch.__version__}, numpy {np.__version__}, opencv {cv2.__version__}, "
        f"pillow {PIL.__version__}, ffmpeg {ffmpeg}")
    torch.manual_seed(SEED)
    torch.set_num_threads(2)
    with tempfile.TemporaryDirectory() as temporary:
        cache = Path(arguments.cache or temporary)
        cache.mkdir(parents=True, exist_ok=True)
        begin = time.time()
        training = Videos(cache, data.TRAINING[:arguments.videos])
        validation = Videos(cache, data.VALIDATION[:12])
        test = Videos(cache, data.TEST[:40])
        log(f"drew {arguments.videos} videos for training, 12 for validation, 40 for testing, of {FRAMES} frames each, "
            f"in {time.time() - begin:.0f} s")
    log(f"seed {SEED}, {arguments.steps} steps of {BATCH} clips, {sum(map(len, training.true))} events in the training videos")
    if arguments.steps:
        model = train(training, validation, arguments.steps)
        save(model, Path(tempfile.gettempdir()) / "rally-trained")
    else:
        model = load(Path(tempfile.gettempdir()) / "rally-trained")
        log("weights of the last run")
    model = calibrated(model, validation)
    save(model)
    ranges(model, training)
    references(model, test)
    log(f"{sum(p.numel() for p in model.parameters())} parameters")
    log(f"validation {summary(evaluate(model, validation))}")
    result = evaluate(model, test)
    log(f"test {summary(result)}")
    for label, value in result["per label"].items():
        log(f"  average precision of {label}: {value:.4f}")
    with open(HERE / "train_rally.log", "w" if arguments.steps else "a") as file:
        file.write("\n".join(log_lines) + "\n")


if __name__ == "__main__":
    main()

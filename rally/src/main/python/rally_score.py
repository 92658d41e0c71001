"""From scores of windows to events, and how good they are; the arithmetic of the Java pipeline.

Windows as F3Set's for testing: 96 frames, overlap 48, the first begins 5 frames before the first
frame, zeros (after normalisation) beyond the ends; where windows overlap, the mean. An event is a
frame that F3Set's suppression with window 5 keeps and whose event score is above 0.5. Its labels are
the better of (near or far, with serve, forehand or backhand) and (bounce, with in or out).

Command that scores the videos which ship, through the PyTorch files (from the repository root, after
export_rally.py):

    /usr/bin/python3 rally/src/main/python/rally_score.py
"""

import re
from pathlib import Path

import numpy as np
import torch

import rally_data as data
from rally_net import CLIP, LABELS, SIDE, normalised

OVERLAP, LEAD = 48, 5
NMS_WINDOW = 5
THRESHOLD = 0.5
TOLERANCE = 2
NEAR, FAR, SERVE, FOREHAND, BACKHAND, BOUNCE, IN, OUT = range(len(LABELS))


def starts(frames):
    return range(-LEAD, max(1 - LEAD, frames - OVERLAP), CLIP - OVERLAP)


def stitched(frames, windows):
    """Means of the scores that belong to a frame; windows: (start, scores [96,n]) each."""
    total, support = None, np.zeros((frames, 1), np.float32)
    for start, scores in windows:
        if total is None:
            total = np.zeros((frames, scores.shape[1]), np.float32)
        low, high = max(0, start), min(frames, start + CLIP)
        total[low:high] += scores[low - start:high - start]
        support[low:high] += 1
    return total / support


def kept(coarse):
    """Frames whose background score is the least within two frames on either side."""
    half = NMS_WINDOW // 2
    padded = np.pad(coarse[:, 0], half, constant_values=np.inf)
    return coarse[:, 0] == np.lib.stride_tricks.sliding_window_view(padded, 2 * half + 1).min(1)


def labels_of(fine):
    """The consistent choice for one frame's scores: hits by who and how, bounces by where."""
    who, how = max((NEAR, FAR), key=lambda i: fine[i]), max((SERVE, FOREHAND, BACKHAND), key=lambda i: fine[i])
    where = max((IN, OUT), key=lambda i: fine[i])
    if fine[BOUNCE] > fine[who]:
        return LABELS[BOUNCE], LABELS[where]
    return LABELS[who], LABELS[how]


def events(coarse, fine):
    """frame -> labels."""
    frames = np.nonzero(kept(coarse) & (coarse[:, 1] > THRESHOLD))[0]
    return {int(f): labels_of(fine[f]) for f in frames}


def matches(found, true):
    """How many can be paired one to one within the tolerance, both ascending."""
    count, i = 0, 0
    for frame in sorted(true):
        while i < len(found) and found[i] < frame - TOLERANCE:
            i += 1
        if i < len(found) and found[i] <= frame + TOLERANCE:
            count, i = count + 1, i + 1
    return count


def f1(found, true, strict=False):
    """Of all videos together; lists of frame -> labels."""
    hits = 0
    for a, b in zip(found, true):
        for labels in (set(a.values()) | set(b.values())) if strict else (None,):
            chosen = [sorted(f for f, l in side.items() if labels in (None, l)) for side in (a, b)]
            hits += matches(*chosen)
    return 2 * hits / max(1, sum(map(len, found)) + sum(map(len, true)))


def average_precision(found, true):
    """found: (score, video, frame); true: a set of (video, frame). As E2E-Spot does: what is found
    belongs to the closest true frame within the tolerance, and is wrong where that is taken."""
    taken, precisions = set(), []
    for rank, (_, video, frame) in enumerate(sorted(found, key=lambda p: -p[0]), 1):
        near = [(abs(d), (video, frame + d)) for d in range(-TOLERANCE, TOLERANCE + 1) if (video, frame + d) in true]
        if near and min(near)[1] not in taken:
            taken.add(min(near)[1])
            precisions.append(len(taken) / rank)
    return float(np.maximum.accumulate(precisions[::-1]).sum() / len(true)) if precisions else 0.0


def fine_map(scores, true):
    """Average precision of each label. What is found: every frame that the suppression keeps, its
    score for a label being that of the event times that of the label."""
    result = {}
    for i, label in enumerate(LABELS):
        found = [(coarse[f, 1] * fine[f, i], v, int(f)) for v, (coarse, fine) in enumerate(scores)
                 for f in np.nonzero(kept(coarse))[0]]
        result[label] = average_precision(found, {(v, f) for v, t in enumerate(true) for f, l in t.items() if label in l})
    return result


def report(scores, true):
    found = [events(*s) for s in scores]
    precisions = fine_map(scores, true)
    return {"F1": f1(found, true), "strict F1": f1(found, true, True), "fine mAP": float(np.mean(list(precisions.values()))),
            "per label": precisions, "events": sum(map(len, true)), "found": sum(map(len, found))}


@torch.no_grad()
def windows_of(model, frames, hand):
    """coarse and fine of each window of a video, as stitched() takes them."""
    x = normalised(frames)
    coarse, fine = [], []
    for start in starts(len(x)):
        window = torch.zeros(1, CLIP, 3, SIDE, SIDE)
        low, high = max(0, start), min(len(x), start + CLIP)
        window[0, low - start:high - start] = x[low:high]
        c, f = model(window, torch.from_numpy(hand)[None])
        coarse.append((start, c[0].numpy()))
        fine.append((start, f[0].numpy()))
    return coarse, fine


def scores_of(model, frames, hand):
    """coarse and fine of a video."""
    return [stitched(len(frames), windows) for windows in windows_of(model, frames, hand)]


def summary(result):
    """The figures in a line."""
    return (f"event F1 {result['F1']:.4f}, strict F1 {result['strict F1']:.4f}, fine mAP {result['fine mAP']:.4f} "
            f"({result['events']} events, {result['found']} found)")


def read_truth(path):
    """hand float32 [2], and frame -> labels."""
    lines = path.read_text().splitlines()
    hand = re.match(r"# hand=(\d),(\d)", lines[0]).groups()
    rows = (line.split(",") for line in lines[2:])
    return np.array(hand, np.float32), {int(frame): tuple(labels.split("+")) for frame, labels in rows}


def main():
    torch.backends.quantized.engine = "qnnpack"
    source = Path(__file__).resolve().parent.parent
    model = source / "resources/io/infer4j/rally/model"
    tests = source.parent / "test/resources/io/infer4j/rally/test"
    for title, videos in (("demo", [source / "resources/io/infer4j/rally/rally.mp4"]), ("test", sorted(tests.glob("*.mp4")))):
        frames = [data.small(data.decode(v)) for v in videos]
        hands, true = zip(*(read_truth(v.with_suffix(".csv")) for v in videos))
        for file in ("rally.pt", "rally.ptl", "rally-dynamic.pt"):
            network = torch.jit.load(str(model / file))
            scores = [scores_of(network, f, h) for f, h in zip(frames, hands)]
            print(f"{title}, {len(videos)} videos, {sum(map(len, frames))} frames, {file}: {summary(report(scores, true))}", flush=True)


if __name__ == "__main__":
    main()

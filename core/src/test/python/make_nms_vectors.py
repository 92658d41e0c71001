"""Makes the expected results of io.infer4j.nms with its anchors.

Command (from the repository root; five seconds):

    /usr/bin/python3 core/src/test/python/make_nms_vectors.py

Hard suppression is torchvision.ops.nms itself, per class by one call for each class. All else is
NumPy, written from the papers' and projects' definitions pair by pair, with no cleverness. Inputs
are not stored: both sides draw them from the same 64-bit linear congruential generator (Cases.java
has the twin of this class). Deterministic. Made with torch 1.13.0a0, torchvision 0.14.1a0,
NumPy 1.24.2, Python 3.11.2.
"""
import pathlib

import numpy as np
import torch
import torchvision

OUT = pathlib.Path(__file__).parent.parent / "resources/io/infer4j/nms"
F = np.float32
THRESHOLDS = [0.0, 0.1, 0.25, 0.3, 1 / 3, 0.45, 0.5, 0.7, 0.9, 1.0, -0.1, -1.0, 1.5, float(F(0.3))]
COORDINATES = [np.nan, np.inf, -np.inf, 3e38, -3e38, 1e-40, -0.0, 0.0]
SCORES = [np.nan, np.inf, -np.inf, -0.0, 0.0, -1.0, 1e-40, 3e38]
np.seterr(all="ignore")


class Draws:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n

    def unit(self):
        return self.below(1 << 24) / (1 << 24)


class Boxes:
    """n boxes of a kind: see the branches."""

    def __init__(self, seed, kinds=6, most=60, n=None, size=None):
        d = Draws(seed)
        self.n = d.below(most + 1) if n is None else n
        self.kind = d.below(kinds)
        self.threshold = THRESHOLDS[d.below(len(THRESHOLDS))]
        boxes, scores, classes = [], [], []
        for _ in range(self.n):
            if size is not None:  # as in the benchmark
                box = [d.unit() * size, d.unit() * size, 10 + 100 * d.unit(), 10 + 100 * d.unit()]
                score = d.unit()
            elif self.kind == 0:  # a lattice: thresholds exactly met, ties in score
                box = [d.below(16), d.below(16), 1 + d.below(8), 1 + d.below(8)]
                score = d.below(8) / 8
            elif self.kind == 1:  # anywhere
                box = [d.unit() * 50, d.unit() * 50, 1 + 20 * d.unit(), 1 + 20 * d.unit()]
                score = d.unit()
            elif self.kind == 2:  # anywhere, ties
                box = [d.unit() * 50, d.unit() * 50, 1 + 20 * d.unit(), 1 + 20 * d.unit()]
                score = d.below(4) / 4
            elif self.kind == 3:  # near copies of three boxes
                base = d.below(3) * 4
                box = [base + d.below(2) / 1024, base + d.below(2) / 1024, 8, 8]
                score = d.below(16) / 16
            elif self.kind == 4:  # no area, or inside out
                box = [d.below(8), d.below(8), d.below(8) - 2, d.below(8) - 2]
                score = d.below(8) / 8
            else:  # NaN, infinite, huge, tiny
                box = [d.below(16), d.below(16), 1 + d.below(8), 1 + d.below(8)]
                score = d.below(8) / 8
            box = [box[0], box[1], box[0] + box[2], box[1] + box[3]]
            if self.kind == 5 and size is None:
                for k in range(4):
                    if d.below(8) == 0:
                        box[k] = COORDINATES[d.below(8)]
                if d.below(4) == 0:
                    score = SCORES[d.below(8)]
            boxes.append(box)
            scores.append(score)
            classes.append(d.below(3))
        self.boxes = np.array(boxes, F).reshape(-1, 4)
        self.scores = np.array(scores, F)
        self.classes = np.array(classes, np.int32)
        self.segments = np.ascontiguousarray(self.boxes[:, [0, 2]])


# ---- the anchor


def hard(case):
    return torchvision.ops.nms(
        torch.from_numpy(case.boxes), torch.from_numpy(case.scores), case.threshold
    ).numpy()


def hard_per_class(case):
    kept = []
    for c in range(3):
        own = np.flatnonzero(case.classes == c)
        inds = torchvision.ops.nms(
            torch.from_numpy(case.boxes[own]), torch.from_numpy(case.scores[own]), case.threshold
        ).numpy()
        kept.extend(own[inds])
    kept = np.sort(np.array(kept, np.int64))
    order = torch.from_numpy(case.scores[kept]).sort(stable=True, descending=True)[1].numpy()
    return kept[order]


# ---- definitions


def iou(a, b):
    w = max(F(0), min(a[2], b[2]) - max(a[0], b[0]))
    h = max(F(0), min(a[3], b[3]) - max(a[1], b[1]))
    inter = w * h
    return inter / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - inter)


def diou(a, b):
    dx = (a[0] + a[2]) / F(2) - (b[0] + b[2]) / F(2)
    dy = (a[1] + a[3]) / F(2) - (b[1] + b[3]) / F(2)
    w = max(a[2], b[2]) - min(a[0], b[0])
    h = max(a[3], b[3]) - min(a[1], b[1])
    return min(F(1), max(F(-1), iou(a, b) - (dx * dx + dy * dy) / (w * w + h * h)))


def segment_iou(a, b, extra=F(1e-6)):
    inter = max(F(0), min(a[1], b[1]) - max(a[0], b[0]))
    return inter / ((a[1] - a[0] + extra) + (b[1] - b[0] + extra) - inter)


def by_score(scores, items):
    return sorted(items, key=lambda i: (-scores[i], i))


def greedy(shapes, scores, overlap, suppresses):
    kept = []
    for i in by_score(scores, range(len(scores))):
        if not any(suppresses(overlap(shapes[k], shapes[i])) for k in kept):
            kept.append(i)
    return kept


def soft(shapes, scores, overlap, weight, min_score):
    scores = scores.copy()
    left = [i for i in range(len(scores)) if scores[i] >= F(min_score)]
    kept = []
    while left:
        best = by_score(scores, left)[0]
        kept.append(best)
        left.remove(best)
        for i in left:
            scores[i] *= F(weight(overlap(shapes[best], shapes[i])))
        left = [i for i in left if scores[i] >= F(min_score)]
    return kept, scores[kept]


def gaussian(sigma):
    return lambda v: np.exp(-(np.float64(v) ** 2) / sigma)


def linear(threshold):
    return lambda v: F(1) - v if v >= F(threshold) else F(1)


def matrix(shapes, scores, is_gaussian, sigma, min_score):
    order = by_score(scores, range(len(scores)))
    n = len(order)
    m = np.zeros((n, n))
    for j in range(n):
        for i in range(j):
            m[i, j] = iou(shapes[order[i]], shapes[order[j]])
    comp = m.max(axis=0) if n else np.zeros(0)
    decayed = scores.copy()
    for j in range(n):
        factors = []
        for i in range(n):  # all, as in SOLOv2: the entries on and below the diagonal are 0
            if is_gaussian:
                factors.append(np.exp(-sigma * m[i, j] ** 2) / np.exp(-sigma * comp[i] ** 2))
            else:
                factors.append(np.float64(1 - m[i, j]) / np.float64(1 - comp[i]))
        decayed[order[j]] *= F(np.nanmin(factors))
    kept = by_score(decayed, [i for i in range(n) if decayed[i] >= F(min_score)])
    return kept, decayed[kept]


def vote(segments, scores, kept, threshold):
    moved = []
    for k in kept:
        weights = np.array(
            [
                scores[i] if segment_iou(segments[k], segments[i], F(0)) >= F(threshold) else 0
                for i in range(len(scores))
            ],
            np.float64,
        )
        total = weights.sum()
        moved.append(weights @ segments / total if total > 0 else segments[k])
    return np.array(moved, F).reshape(-1, 2)


def e2e_spot(frames, labels, scores, window):
    kept = []
    for i in range(len(frames)):
        if not any(
            labels[j] == labels[i]
            and frames[j] != frames[i]
            and abs(frames[j] - frames[i]) <= window
            and scores[j] > scores[i]
            for j in range(len(frames))
        ):
            kept.append(i)
    return kept


def f3set(scores, window):
    result = np.zeros_like(scores)
    for t in range(len(scores)):
        near = scores[max(0, t - window // 2) : t + window // 2 + 1, 0]
        if scores[t, 0] == near.min():
            result[t] = scores[t]
    return result


def per_class_peak(scores, window):
    result = scores.copy()
    for t in range(scores.shape[0]):
        for c in range(scores.shape[1]):
            if scores[max(0, t - window // 2) : t + window // 2 + 1, c].max() > scores[t, c]:
                result[t, c] = 0
    return result


# ---- writing


def save(name, results, dtype):
    """One array: all results one after another; another: their lengths."""
    results = [np.asarray(r, dtype).ravel() for r in results]
    np.save(OUT / f"{name}.npy", np.concatenate(results).astype(dtype))
    np.save(OUT / f"{name}_lengths.npy", np.array([len(r) for r in results], np.int32))


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    many = [Boxes(seed) for seed in range(2000)]
    save("hard", [hard(c) for c in many], np.uint8)
    save("hard_per_class", [hard_per_class(c) for c in many], np.uint8)

    crowds = [Boxes(seed, most=255) for seed in range(10000, 10400)]  # large enough for the grid
    save("hard_crowds", [hard(c) for c in crowds], np.uint8)

    big = []
    for seed, n, size in ((1, 10000, 640), (2, 10000, 5120), (3, 3000, 200), (4, 2000, None)):
        for threshold in (0.45, 0.7):
            case = Boxes(seed, n=n, size=size, kinds=1)
            case.threshold = threshold
            big.append(case)
    save("hard_big", [hard(c) for c in big], np.int16)
    save("hard_per_class_big", [hard_per_class(big[4])], np.int16)

    few = [Boxes(seed, kinds=4, most=30) for seed in range(100)]
    save("diou", [greedy(c.boxes, c.scores, diou, lambda v: v > c.threshold) for c in few], np.uint8)
    pairs = {
        "soft_linear": [soft(c.boxes, c.scores, iou, linear(0.3), 0.05) for c in few],
        "soft_gaussian": [soft(c.boxes, c.scores, iou, gaussian(0.5), 0.05) for c in few],
        "matrix_linear": [matrix(c.boxes, c.scores, False, 0, 0.05) for c in few],
        "matrix_gaussian": [matrix(c.boxes, c.scores, True, 2.0, 0.05) for c in few],
        "segment_soft_linear": [soft(c.segments, c.scores, segment_iou, linear(0.3), 0.05) for c in few],
        "segment_soft_gaussian": [
            soft(c.segments, c.scores, segment_iou, gaussian(0.5), 0.05) for c in few
        ],
    }
    for name, results in pairs.items():
        save(name, [r[0] for r in results], np.uint8)
        save(name + "_scores", [r[1] for r in results], F)
    segments = [
        greedy(c.segments, c.scores, segment_iou, lambda v: v >= F(c.threshold)) for c in few
    ]
    save("segment_hard", segments, np.uint8)
    save(
        "segment_voting",
        [vote(c.segments, c.scores, kept, 0.75) for c, kept in zip(few, segments)],
        F,
    )

    events, matrices, peaks = [], [], []
    for seed in range(200):
        d = Draws(seed)
        n, window = d.below(40), d.below(8)
        frames = [d.below(50) for _ in range(n)]
        labels = [d.below(3) for _ in range(n)]
        scores = [d.below(16) / 16 for _ in range(n)]
        events.append(e2e_spot(frames, labels, scores, window))
    for seed in range(50):
        d = Draws(seed)
        t, c, window = d.below(30), 1 + d.below(4), d.below(9)
        scores = np.array([d.below(16) / 16 for _ in range(t * c)], F).reshape(t, c)
        matrices.append(f3set(scores, window))
        peaks.append(per_class_peak(scores, window))
    save("e2e_spot", events, np.uint8)
    save("f3set", matrices, F)
    save("per_class_peak", peaks, F)


main()

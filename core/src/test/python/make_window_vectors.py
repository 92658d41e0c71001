"""Makes the vectors that the tests of io.infer4j.window and io.infer4j.clip read.

    python3 core/src/test/python/make_window_vectors.py

Made with Debian 12's python3 3.11, torch 1.13.0a0 (packaged as 1.13.1), torchvision 0.14.1a0, numpy 1.24.2.

From the anchors themselves: torchvision's frame-rate resampling and its unfold, torch's linspace (PyTorchVideo's
uniform sampling is one call of it) and torch's padding modes. MONAI, SAHI, E2E-Spot and F3Set are not packaged: the
functions for them below are written anew from the definitions in words, as plainly as possible, and share no
structure with the Java code. They are an oracle, not the anchor.
"""

import os
import zlib

import numpy as np
import torch
import torch.nn.functional as F
from torchvision.datasets.video_utils import VideoClips, unfold

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "resources", "io", "infer4j", "window")
F32 = np.float32


def save(name, array):
    np.save(os.path.join(OUT, name + ".npy"), np.ascontiguousarray(array))


# ---- frame-rate resampling: torchvision


def torchvision_resample(length, source, target):
    """The indices into a video's frames that VideoClips uses: those that compute_clips_for_video takes."""
    frames = torch.arange(length)
    total = int(np.floor(length * (float(target) / source)))
    return frames[VideoClips._resample_video_idx(total, source, target)].numpy().astype("<i4")


def make_resample(rng):
    rates = [1, 2, 3, 5, 6, 7.5, 8, 10, 12, 12.5, 14.985, 15, 20, 23.976, 24000 / 1001, 24, 25, 29.97, 30000 / 1001,
             30, 48, 50, 59.94, 60000 / 1001, 60, 90, 100, 119.88, 120, 240]
    cases = [(length, s, t) for s in rates for t in rates for length in (5003,)]
    for _ in range(300):
        cases.append((int(rng.integers(0, 20000)), rng.uniform(1, 240), rng.uniform(1, 240)))
    kept, sums = [], []
    for length, s, t in cases:
        try:
            indices = torchvision_resample(length, s, t)
        except IndexError:  # float32 rounds past the last frame: torchvision fails there
            continue
        kept.append((length, s, t))
        sums.append((len(indices), zlib.crc32(indices.tobytes())))
    save("resample_cases", np.array(kept, np.float64))
    save("resample_count_crc32", np.array(sums, np.uint32))
    save("resample_30_to_24_of_100", torchvision_resample(100, 30, 24))
    print("resample:", len(kept), "of", len(cases), "cases")


# ---- uniform sampling and constant stride: torch and torchvision


def make_uniform():
    cases, indices = [], []
    for length in list(range(1, 40)) + [64, 97, 100, 300, 1000]:
        for samples in (1, 2, 3, 4, 8, 13, 16, 32):
            cases.append((length, samples))
            indices.append(torch.clamp(torch.linspace(0, length - 1, samples), 0, length - 1).long().numpy())
    save("uniform_cases", np.array(cases, np.int32))
    save("uniform_indices", np.concatenate(indices).astype(np.int16))
    print("uniform:", len(cases), "cases")


def make_unfold(rng):
    cases = []
    for _ in range(600):
        length, size, step, dilation = (int(rng.integers(lo, hi)) for lo, hi in ((0, 60), (1, 20), (1, 25), (1, 4)))
        # A stride takes every dilation-th frame first; unfold's step counts the source's.
        clips = unfold(torch.arange(length), size, step * dilation, dilation).numpy()
        last = clips[-1, -1] if len(clips) else -1
        cases.append((length, size, step, dilation, len(clips), last))
    save("unfold", np.array(cases, np.int16))


# ---- windows in time: E2E-Spot and F3Set, in their words


def spot_starts(length, size, overlap, pad):
    return list(range(-pad, max(0, length - overlap), size - overlap))


def make_spot(rng):
    cases = []
    for size in (6, 7, 16, 96):
        for overlap in sorted({0, 1, size // 2, size - 1}):
            for pad in sorted({0, 5, size - 1}):
                for length in (1, 2, 5, size - 1, size, size + 1, 2 * size, 5 * size + 3, 1000):
                    starts = spot_starts(length, size, overlap, pad)
                    if starts:  # the anchor asserts that there is one
                        cases.append((length, size, overlap, pad, len(starts), starts[0], starts[-1]))
    save("spot", np.array(cases, np.int16))
    print("spot:", len(cases), "cases")

    length, size, channels = 130, 96, 3
    starts = spot_starts(length, size, 48, 5)
    clips = rng.random((len(starts), size, channels), F32)
    scores, support = np.zeros((length, channels), F32), np.zeros(length, np.int32)
    for start, clip in zip(starts, clips):
        for i in range(size):
            if 0 <= start + i < length:
                scores[start + i] += clip[i]
                support[start + i] += 1
    scores /= support[:, None]
    save("f3set_clips", clips)
    save("f3set_scores", scores)


# ---- windows in n dimensions: MONAI, in its words


def gaussian_map(size, scale=0.125):
    """The product of bells; torch does the arithmetic in float32, as MONAI does."""
    result = torch.ones(size)
    for dim, n in enumerate(size):
        x = torch.arange(n, dtype=torch.float32) - (n - 1) / 2.0
        bell = torch.exp(x * x / (-2 * (scale * n) ** 2))
        result = result * bell.reshape([-1 if d == dim else 1 for d in range(len(size))])
    return torch.clamp(result, min=max(result.min().item(), 1e-3)).numpy()


def monai_starts(image, roi, overlap):
    interval = roi if roi == image else max(1, int(roi * (1 - overlap)))
    starts = [0]
    while starts[-1] + roi < image:
        starts.append(min(starts[-1] + interval, image - roi))
    return starts


def torch_pad(image, roi, mode, fill):
    """A dimension at a time, because torch's modes other than constant take few dimensions at once."""
    array = torch.from_numpy(image)
    for dim, n in enumerate(roi):
        missing = max(0, n - array.shape[dim + 2])
        if missing:
            moved = array.movedim(dim + 2, -1)
            flat = moved.reshape(1, -1, moved.shape[-1])
            pad = (missing // 2, missing - missing // 2)
            padded = F.pad(flat, pad, mode, fill) if mode == "constant" else F.pad(flat, pad, mode)
            array = padded.reshape(*moved.shape[:-1], -1).movedim(-1, dim + 2)
    return array.numpy()


def monai(image, roi, overlap, weights, mode, fill, predictions):
    padded = torch_pad(image, roi, mode, fill)
    grids = np.meshgrid(*[monai_starts(s, r, overlap) for s, r in zip(padded.shape[2:], roi)], indexing="ij")
    origins = np.stack([g.ravel() for g in grids], axis=1)
    windows = []
    sums = np.zeros((image.shape[0], 2) + padded.shape[2:], F32)
    totals = np.zeros(padded.shape[2:], F32)
    k = 0
    for n in range(image.shape[0]):
        for origin in origins:
            where = tuple(slice(o, o + r) for o, r in zip(origin, roi))
            windows.append(padded[(n, slice(None)) + where])
            sums[(n, slice(None)) + where] += weights * predictions(k)
            if n == 0:
                totals[where] += weights
            k += 1
    result = sums / totals
    crop = tuple(slice((p - s) // 2, (p - s) // 2 + s) for p, s in zip(padded.shape[2:], image.shape[2:]))
    return np.stack(windows), result[(slice(None), slice(None)) + crop], k


def make_grid(rng):
    # image with [n, channels], window, overlap, gaussian, border, fill
    cases = [
        ((1, 1, 20), (8,), 0.25, False, "constant", 0),
        ((2, 2, 13, 17), (5, 6), 0.5, False, "constant", 0),
        ((1, 2, 13, 17), (5, 6), 0.25, True, "constant", 0),
        ((1, 1, 3, 9), (8, 4), 0.0, False, "constant", -1.5),
        ((1, 1, 5, 9), (8, 4), 0.6, False, "reflect", 0),
        ((1, 1, 2, 9), (7, 4), 0.6, True, "replicate", 0),
        ((1, 1, 3, 4), (6, 7), 0.5, False, "circular", 0),
        ((1, 1, 5, 6, 7), (3, 4, 3), 0.5, True, "constant", 0),
        ((2, 1, 5, 3, 7), (3, 4, 7), 0.9, False, "replicate", 0),
    ]
    for i, (shape, roi, overlap, gaussian, mode, fill) in enumerate(cases):
        image = rng.standard_normal(shape).astype(F32)
        weights = gaussian_map(roi) if gaussian else np.ones(roi, F32)
        made = []

        def prediction(k):
            while len(made) <= k:
                made.append(rng.standard_normal((2,) + roi).astype(F32))
            return made[k]

        windows, result, count = monai(image, roi, overlap, weights, mode, fill, prediction)
        save(f"grid{i}_image", image)
        save(f"grid{i}_windows", windows)
        save(f"grid{i}_predictions", np.stack(made))
        save(f"grid{i}_result", result)
        print("grid", i, count, "windows")
    for size in ((8,), (96,), (5, 6), (3, 4, 5)):
        save("gaussian_" + "x".join(map(str, size)), gaussian_map(size))
    counts = []
    for roi in (1, 7, 96, 100, 333):
        for overlap in (0, 0.1, 0.2, 0.25, 0.3, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 0.95, 0.99):
            for image in (roi, roi + 1, 2 * roi, 3 * roi + 5):
                starts = monai_starts(image, roi, overlap)
                counts.append((roi, overlap, image, len(starts), starts[1] if len(starts) > 1 else 0, starts[-1]))
    save("grid_starts", np.array(counts, np.float64))


# ---- tiles: SAHI, in its words


def sahi_tiles(width, height, tile_w, tile_h, ratio_x, ratio_y):
    shared_x, shared_y = int(ratio_x * tile_w), int(ratio_y * tile_h)
    tiles, bottom, top = [], 0, 0
    while bottom < height:
        bottom = top + tile_h
        right, left = 0, 0
        while right < width:
            right = left + tile_w
            x2, y2 = min(width, right), min(height, bottom)
            tiles.append((max(0, x2 - tile_w), max(0, y2 - tile_h), x2, y2))
            left = right - shared_x
        top = bottom - shared_y
    return tiles


def make_tiles(rng):
    cases, tiles = [], []
    for _ in range(50):
        case = [int(rng.integers(1, 400)), int(rng.integers(1, 400)), int(rng.integers(40, 160)),
                int(rng.integers(40, 160)), rng.choice([0, 0.1, 0.2, 0.25, 0.5, 0.7]), rng.choice([0, 0.2, 0.35, 0.6])]
        found = sahi_tiles(*case)
        cases.append(case + [len(found)])
        tiles += found
    save("tile_cases", np.array(cases, np.float64))
    save("tiles", np.array(tiles, np.int16))
    print("tiles:", len(tiles))


def overlap_of(a, b, metric):
    width, height = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    areas = [F32(F32(c[2] - c[0]) * F32(c[3] - c[1])) for c in (a, b)]
    if width <= 0 or height <= 0:
        return F32(0)
    inter = F32(width * height)
    whole = F32(F32(areas[0] + areas[1]) - inter) if metric == "IOU" else min(areas)
    return F32(inter / whole) if whole > 0 else F32(0)


def sahi_merge(boxes, scores, classes, method, metric, threshold, agnostic):
    """Keepers with what they took, then the taking with the check against the grown box."""
    n = len(boxes)
    order = sorted(range(n), key=lambda i: (-scores[i],) + tuple(boxes[i]))
    match = [[overlap_of(boxes[i], boxes[j], metric) >= F32(threshold) and (agnostic or classes[i] == classes[j])
              for j in range(n)] for i in range(n)]
    keeper, parts = {}, {}
    for i in order:
        if i in keeper and method != "NMM":
            continue
        if i not in keeper:
            keeper[i], parts[i] = i, []
        candidates = range(n) if method == "NMM" else order
        for j in candidates:
            if j in keeper or not match[i][j]:
                continue
            if method == "NMM" and scores[j] == scores[i] and tuple(boxes[j]) > tuple(boxes[i]):
                continue
            if method == "NMM" and scores[j] > scores[i]:
                continue
            keeper[j] = keeper[i]
            parts[keeper[i]].append(j)
    result = []
    for i in order:
        if i not in parts:
            continue
        box, score, kind = boxes[i].copy(), scores[i], classes[i]
        for j in parts[i] if method != "NMS" else []:
            if overlap_of(box, boxes[j], metric) >= F32(threshold):
                box = np.concatenate([np.minimum(box[:2], boxes[j][:2]), np.maximum(box[2:], boxes[j][2:])])
                kind = kind if score > scores[j] else classes[j]
                score = max(score, scores[j])
        result.append(list(box) + [score, kind])
    return result


def make_merge(rng):
    found, cases, merged = [], [], []
    for trial in range(72):
        n = int(rng.integers(0, 14))
        corner = rng.integers(0, 40, (n, 2)).astype(F32) if trial % 2 else rng.uniform(0, 40, (n, 2)).astype(F32)
        side = rng.integers(0, 30, (n, 2)).astype(F32) if trial % 2 else rng.uniform(1, 30, (n, 2)).astype(F32)
        boxes = np.concatenate([corner, corner + side], axis=1)
        # Few scores, so that there are ties.
        scores = (rng.integers(1, 6, n) / F32(8)).astype(F32) if trial % 3 else rng.random(n, F32)
        classes = rng.integers(0, 2, n)
        method, metric = trial % 3, (trial // 3) % 2
        agnostic, threshold = (trial // 6) % 2, (0.5, 0.3, 0.75)[(trial // 12) % 3]
        result = sahi_merge(boxes, scores, classes, ("NMS", "NMM", "GREEDY_NMM")[method], ("IOU", "IOS")[metric],
                            threshold, agnostic)
        cases.append((n, method, metric, threshold, agnostic, len(result)))
        found += [list(boxes[i]) + [scores[i], classes[i]] for i in range(n)]
        merged += result
    save("merge_cases", np.array(cases, np.float64))
    save("merge_found", np.array(found, np.float32))
    save("merge_merged", np.array(merged, np.float32))
    print("merge:", len(found), "boxes to", len(merged))


def main():
    os.makedirs(OUT, exist_ok=True)
    make_resample(np.random.default_rng(1))
    make_uniform()
    make_unfold(np.random.default_rng(2))
    make_spot(np.random.default_rng(3))
    make_grid(np.random.default_rng(4))
    make_tiles(np.random.default_rng(5))
    make_merge(np.random.default_rng(6))
    print(sum(os.path.getsize(os.path.join(OUT, f)) for f in os.listdir(OUT)), "bytes")


if __name__ == "__main__":
    main()

"""Times torchvision.ops.nms on the boxes of NmsBenchmark, on one thread.

Command (from the repository root):

    /usr/bin/python3 benchmarks/src/main/python/nms_anchors.py

Written for torch 1.13.0a0, torchvision 0.14.1a0, NumPy 1.24.2 (the versions in use are printed).
"""
import time

import numpy as np
import torch
import torchvision

BOXES = 10_000
THRESHOLD = 0.45


def draw(size):
    """The generator of NmsBenchmark, draw for draw."""
    state = size

    def unit():
        nonlocal state
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (state >> 40) / (1 << 24)

    boxes = np.empty((BOXES, 4), np.float32)
    scores = np.empty(BOXES, np.float32)
    classes = np.empty(BOXES, np.int64)
    for i in range(BOXES):
        x, y = unit() * size, unit() * size
        width, height = 10 + 100 * unit(), 10 + 100 * unit()
        boxes[i] = x, y, x + width, y + height
        scores[i] = unit()
        classes[i] = int(unit() * 80)
    return torch.from_numpy(boxes), torch.from_numpy(scores), torch.from_numpy(classes)


def milliseconds(work):
    times = []
    for _ in range(15):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1e3)
    return sorted(times[3:])


def main():
    torch.set_num_threads(1)
    print(f"torch {torch.__version__}, torchvision {torchvision.__version__}, 1 thread")
    for size in (640, 5120):
        boxes, scores, classes = draw(size)
        kept = len(torchvision.ops.nms(boxes, scores, THRESHOLD))
        for name, work in (
            ("nms", lambda: torchvision.ops.nms(boxes, scores, THRESHOLD)),
            ("batched_nms", lambda: torchvision.ops.batched_nms(boxes, scores, classes, THRESHOLD)),
        ):
            times = milliseconds(work)
            print(f"{name:12} {size:5} median {times[6]:7.1f} ms, least {times[0]:7.1f} ms"
                  + (f", {kept} kept" if name == "nms" else ""))


main()

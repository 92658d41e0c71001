"""Times OpenCV and Pillow at what ImageBenchmark does: 1280x720 RGB to 224x224, one thread.

    /usr/bin/python3 benchmarks/src/main/python/image_anchors.py

Prints nanoseconds per output pixel, median and minimum of many calls. Debian 12: OpenCV 4.6, Pillow 9.4.
"""

import time

import cv2
import numpy as np
from PIL import Image

SIDE = 224
MEAN = np.array([0.485, 0.456, 0.406], np.float32)
STD = np.array([0.229, 0.224, 0.225], np.float32)

cv2.setNumThreads(1)
frame = np.random.default_rng(1).integers(0, 256, (720, 1280, 3), dtype=np.uint8)
picture = Image.fromarray(frame)


def normalised(pixels):
    return np.ascontiguousarray(((pixels.astype(np.float32) / 255 - MEAN) / STD).transpose(2, 0, 1))


ROUTES = {
    "OpenCV resize": lambda: cv2.resize(frame, (SIDE, SIDE)),
    "OpenCV resize + blobFromImage (one scale and mean)": lambda: cv2.dnn.blobFromImage(
        cv2.resize(frame, (SIDE, SIDE)), 1 / 58.0, (SIDE, SIDE), (123.7, 116.3, 103.5)
    ),
    "OpenCV resize + NumPy normalisation": lambda: normalised(cv2.resize(frame, (SIDE, SIDE))),
    "Pillow resize": lambda: picture.resize((SIDE, SIDE), Image.BILINEAR),
    "Pillow resize + NumPy normalisation": lambda: normalised(
        np.asarray(picture.resize((SIDE, SIDE), Image.BILINEAR))
    ),
}


def main():
    print(f"{'ns per output pixel':52} {'median':>8} {'min':>8}")
    for name, route in ROUTES.items():
        for _ in range(20):
            route()
        times = []
        for _ in range(300):
            start = time.perf_counter_ns()
            route()
            times.append((time.perf_counter_ns() - start) / SIDE**2)
        times.sort()
        print(f"{name:52} {times[len(times) // 2]:8.2f} {times[0]:8.2f}")


if __name__ == "__main__":
    main()

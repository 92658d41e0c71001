"""Makes core/src/test/resources/io/infer4j/image/*.npy: what the anchors of io.infer4j.image give.

    /usr/bin/python3 core/src/test/python/make_image_vectors.py

Made with Debian 12's OpenCV 4.6.0, Pillow 9.4.0, NumPy 1.24.2, PyTorch 1.13.0, torchvision 0.14.1.
Sources are not stored: pixels() here and Pixels.java in the tests make the same bytes from a seed.
"""

from pathlib import Path

import cv2
import numpy as np
import torch
import torchvision.transforms as transforms
from PIL import Image

OUT = Path(__file__).parents[1] / "resources/io/infer4j/image"

# Source width and height, target width and height.
SIZES = [
    # one pixel, one row, one column
    (1, 1, 1, 1), (1, 1, 5, 7), (7, 5, 1, 1), (1, 9, 4, 4), (9, 1, 4, 4), (1, 9, 1, 4), (9, 1, 4, 1),
    (2, 2, 1, 1), (2, 2, 3, 3), (3, 3, 2, 2), (2, 3, 1, 5), (1, 2, 9, 1), (64, 1, 1, 3), (1, 64, 3, 1),
    # the same size, along both axes or one
    (8, 8, 8, 8), (13, 7, 13, 7), (13, 7, 13, 5), (13, 7, 6, 7), (13, 7, 13, 11), (13, 7, 17, 7),
    # exact factors; OpenCV has code of its own for 2:1
    (16, 16, 8, 8), (32, 24, 16, 12), (30, 20, 10, 10), (33, 21, 11, 7), (40, 40, 10, 10), (6, 6, 12, 12),
    (5, 7, 15, 21), (16, 16, 8, 16), (16, 16, 16, 8), (16, 8, 8, 16), (2, 2, 64, 64),
    # odd and awkward ones
    (17, 13, 11, 9), (11, 9, 17, 13), (31, 29, 7, 5), (7, 5, 31, 29), (23, 41, 19, 37), (19, 37, 23, 41),
    (50, 33, 49, 32), (49, 32, 50, 33), (101, 67, 24, 17), (24, 17, 51, 43), (3, 100, 20, 7), (100, 3, 7, 20),
    # far down, far up
    (640, 360, 24, 24), (640, 480, 9, 7), (1280, 720, 13, 11), (1023, 511, 5, 3), (257, 255, 2, 2),
    (500, 375, 28, 28), (3, 2, 61, 47), (1, 1, 33, 33), (1920, 1080, 17, 19), (1280, 720, 32, 18),
]


def pixels(seed, count):
    """The same bytes as Pixels.java."""
    result = np.empty(count, np.uint8)
    state = seed
    for i in range(count):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        result[i] = state >> 24
    return result


CACHE = {}


def image(seed, width, height, channels=3):
    key = (seed, width, height, channels)
    if key not in CACHE:
        CACHE[key] = pixels(seed, width * height * channels).reshape(height, width, channels)
    return CACHE[key]


def save(name, arrays, dtype):
    flat = np.concatenate([np.asarray(a).reshape(-1) for a in arrays]).astype(dtype)
    np.save(OUT / (name + ".npy"), flat)


def cases(name, rows):
    np.save(OUT / (name + ".npy"), np.array(rows, np.int32))


def torch_resize(source, width, height, **mode):
    tensor = torch.from_numpy(source.astype(np.float32)).permute(2, 0, 1)[None]
    return torch.nn.functional.interpolate(tensor, (height, width), **mode)[0].permute(1, 2, 0).numpy()


def resizes():
    rows = [(index + 1, *size) for index, size in enumerate(SIZES)]
    cases("resize_cases", rows)
    pillow, opencv, nearest, half, half_rows = [], [], [], [], []
    for seed, sw, sh, tw, th in rows:
        source = image(seed, sw, sh)
        pillow.append(Image.fromarray(source).resize((tw, th), Image.BILINEAR))
        opencv.append(cv2.resize(source, (tw, th), interpolation=cv2.INTER_LINEAR))
        nearest.append(torch_resize(source, tw, th, mode="nearest"))
        if tw * th <= 625:
            half_rows.append((seed, sw, sh, tw, th))
            half.append(torch_resize(source, tw, th, mode="bilinear", align_corners=False))
    save("pillow", pillow, np.uint8)
    save("opencv_linear", opencv, np.uint8)
    save("nearest", nearest, np.uint8)
    cases("half_pixel_cases", half_rows)
    save("half_pixel", half, np.float32)


def gray():
    rows = [(70, 40, 30), (71, 7, 9)]
    cases("gray_cases", rows)
    save("gray", [Image.fromarray(image(*row)).convert("L") for row in rows], np.uint8)


def imagenet():
    """torchvision's classic: Resize, CenterCrop, ToTensor, Normalize. CHW."""
    rows = [  # seed, source, shorter side, crop width and height
        (80, 50, 33, 20, 16, 16), (81, 33, 50, 20, 17, 15), (82, 21, 21, 9, 9, 9), (83, 40, 31, 19, 12, 8),
        (84, 25, 60, 10, 16, 16), (85, 60, 25, 10, 15, 13), (86, 12, 10, 31, 24, 24), (87, 100, 37, 11, 8, 7),
        (88, 30, 20, 7, 20, 5), (89, 31, 20, 8, 5, 21),
    ]
    cases("imagenet_cases", rows)
    out = []
    for seed, sw, sh, side, tw, th in rows:
        pipeline = transforms.Compose([
            transforms.Resize(side),
            transforms.CenterCrop((th, tw)),
            transforms.ToTensor(),
            transforms.Normalize((0.485, 0.456, 0.406), (0.229, 0.224, 0.225)),
        ])
        out.append(pipeline(Image.fromarray(image(seed, sw, sh))).numpy())
    save("imagenet", out, np.float32)


def letterbox():
    """As Ultralytics' LetterBox(auto=False): its arithmetic, OpenCV's resize and border. HWC."""
    rows = [  # seed, source, target
        (90, 40, 30, 32, 32), (91, 30, 40, 32, 32), (92, 37, 11, 24, 20), (93, 11, 37, 20, 24), (94, 10, 10, 25, 16),
        (95, 64, 3, 16, 16), (96, 200, 1, 9, 9), (97, 31, 30, 32, 32), (98, 5, 7, 33, 17),
    ]
    cases("letterbox_cases", rows)
    out = []
    for seed, sw, sh, tw, th in rows:
        ratio = min(th / sh, tw / sw)
        width, height = max(1, round(sw * ratio)), max(1, round(sh * ratio))
        dw, dh = (tw - width) / 2, (th - height) / 2
        scaled = cv2.resize(image(seed, sw, sh), (width, height), interpolation=cv2.INTER_LINEAR)
        top, bottom = round(dh - 0.1), round(dh + 0.1)
        left, right = round(dw - 0.1), round(dw + 0.1)
        out.append(cv2.copyMakeBorder(scaled, top, bottom, left, right, cv2.BORDER_CONSTANT, value=(114, 115, 116)))
    save("letterbox", out, np.uint8)


def yuv():
    """OpenCV's BT.601 limited range, whose factors are rounded to three digits. HWC, RGB."""
    width, height = 32, 24
    data = pixels(60, width * height * 3 // 2).reshape(height * 3 // 2, width)
    save("nv21", [cv2.cvtColor(data, cv2.COLOR_YUV2RGB_NV21)], np.uint8)
    save("i420", [cv2.cvtColor(data, cv2.COLOR_YUV2RGB_I420)], np.uint8)


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    for part in (resizes, gray, imagenet, letterbox, yuv):
        part()
    print(sum(f.stat().st_size for f in OUT.glob("*.npy")), "bytes")

"""Makes the expected results of io.infer4j.score with NumPy and torch.

Command (from the repository root; a second):

    /usr/bin/python3 core/src/test/python/make_score_vectors.py

Deterministic. Made with NumPy 1.24.2, torch 1.13.0a0, Python 3.11.2.
"""
import pathlib

import numpy as np
import torch

OUT = pathlib.Path(__file__).parent.parent / "resources/io/infer4j/score"
OUT.mkdir(parents=True, exist_ok=True)
np.seterr(all="ignore")

random = np.random.RandomState(1)
scores = (random.randn(4, 7, 5) * 20).astype(np.float32)
scores[1, 2, :] = scores[1, 3, :]  # ties
scores[2, 4, 1] = np.nan
scores[2, 6, 1] = np.nan
scores[3, 1, 2] = np.inf
scores[3, 2, 3] = -np.inf
scores[0, :, 0] = -np.inf
scores[0, 0, :] = 3e38
np.save(OUT / "scores.npy", scores)

wide = scores.astype(np.float64)
np.save(OUT / "sigmoid.npy", torch.sigmoid(torch.from_numpy(wide)).numpy().astype(np.float32))
for axis in range(3):
    np.save(OUT / f"argmax{axis}.npy", np.argmax(scores, axis).astype(np.int32))
    softmax = torch.softmax(torch.from_numpy(wide), axis).numpy().astype(np.float32)
    np.save(OUT / f"softmax{axis}.npy", softmax)
    # Ascending, stable, NaN last: reversed over reversed input, the lower index of a tie is first.
    flipped = np.argsort(np.flip(scores, axis), axis, kind="stable")
    order = scores.shape[axis] - 1 - np.flip(flipped, axis)
    np.save(OUT / f"top3_{axis}.npy", np.take(order, range(3), axis).astype(np.int32))

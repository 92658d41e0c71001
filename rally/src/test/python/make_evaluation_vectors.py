"""Writes scores of two videos that no model made, and what rally_score.py says of them, for
EvaluationAgreesWithPythonTest.

Command (from the repository root):

    /usr/bin/python3 rally/src/test/python/make_evaluation_vectors.py

Written for Python 3.11 and numpy 1.24.2; two runs give identical files. Into
../resources/io/infer4j/rally/evaluation, for video V of 0 and 1:
  coarseV.npy, fineV.npy   float32 [frames,2] and [frames,8]
  trueV.csv, foundV.csv    events, in the format of the videos' truths
  expected.properties      F1 and so on, of the two videos together
"""

import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "main/python"))

from rally_net import LABELS  # noqa: E402
from rally_score import events, report  # noqa: E402

OUT = HERE.parent / "resources/io/infer4j/rally/evaluation"
FRAMES = (160, 120)
HITS = [("near", "serve"), ("far", "forehand"), ("near", "backhand"), ("bounce", "in"), ("far", "backhand"), ("bounce", "out")]


def video(rng, frames):
    """Events every 6 to 16 frames; scores that often are a frame or more off, too low, or of other labels."""
    true = {}
    frame = rng.integers(3, 9)
    while frame < frames - 3:
        true[int(frame)] = HITS[rng.integers(len(HITS))]
        frame += rng.integers(6, 17)
    event = rng.uniform(0, 0.2, frames)
    fine = rng.uniform(0, 0.3, (frames, len(LABELS)))
    for frame, labels in true.items():
        at = np.clip(frame + rng.integers(-3, 4), 0, frames - 1)
        event[at] = rng.uniform(0.3, 1)
        seen = labels if rng.random() < 0.7 else HITS[rng.integers(len(HITS))]
        fine[at, [LABELS.index(label) for label in seen]] += rng.uniform(0.2, 0.7, 2)
    for at in rng.integers(0, frames, 4):
        event[at] = rng.uniform(0.4, 0.9)
    event = event.astype(np.float32)
    return np.stack([1 - event, event], 1), fine.astype(np.float32), true


def write(path, found):
    lines = ["# hand=0,0 fps=25", "frame,labels"]
    lines += [f"{frame},{'+'.join(labels)}" for frame, labels in sorted(found.items())]
    path.write_text("\n".join(lines) + "\n")


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(8)
    scores, truths = [], []
    for v, frames in enumerate(FRAMES):
        coarse, fine, true = video(rng, frames)
        scores.append((coarse, fine))
        truths.append(true)
        np.save(OUT / f"coarse{v}.npy", coarse)
        np.save(OUT / f"fine{v}.npy", fine)
        write(OUT / f"true{v}.csv", true)
        write(OUT / f"found{v}.csv", events(coarse, fine))
    result = report(scores, truths)
    lines = [f"{key.replace(' ', '_')}={result[key]!r}" for key in ("F1", "strict F1", "fine mAP", "events", "found")]
    lines += [f"{label}={value!r}" for label, value in result["per label"].items()]
    (OUT / "expected.properties").write_text("\n".join(lines) + "\n")


main()

"""Draws hands as a hand-landmark model sees them: 21 points in the plane, and which gesture it is.

    features, labels = draw(count, seed)        float32 [count,46], int64 [count]

Synthetic, so that the data set is this file. A hand is a wrist, a palm and five fingers of three
segments in space; a gesture says which fingers are stretched and which are bent. What makes it less
than easy: fingers are bent or stretched by halves, bones vary from hand to hand, hands are left or
right and turned in all three directions, the camera sees depth only as perspective, and each point is
off by a few hundredths of the hand's size.

The 46 features:
   0..41  x and y of the 21 points (wrist, then thumb to little finger, from the palm to the tip), the
          wrist at the origin, divided by the largest distance of a point from it
  42..45  how far the thumb's tip is from the tips of the four fingers, in the same unit
"""

import numpy as np

LABELS = ("fist", "open", "point", "victory", "thumb")
FEATURES = 46

# For each gesture how far the thumb, the index, middle, ring and little finger are bent: 0 to 1.
BENT = np.array([[1, 1, 1, 1, 1],
                 [0, 0, 0, 0, 0],
                 [1, 0, 1, 1, 1],
                 [1, 0, 0, 1, 1],
                 [0, 1, 1, 1, 1]], dtype=float)

# A palm is 1 long. Where each finger begins, the lengths of its segments, and its direction in the
# palm's plane (degrees from straight ahead, towards the thumb).
ROOT = np.array([[0.24, 0.22], [0.27, 0.94], [0.07, 1.0], [-0.12, 0.95], [-0.29, 0.82]])
SEGMENTS = np.array([[0.42, 0.33, 0.27], [0.45, 0.27, 0.22], [0.5, 0.31, 0.24], [0.46, 0.29, 0.23],
                     [0.36, 0.21, 0.19]])
DIRECTION = np.array([55.0, 8.0, 2.0, -5.0, -14.0])
# How much each joint turns when a finger is bent all the way. The thumb also moves across the palm.
TURN = np.array([75.0, 100.0, 65.0])
THUMB_TURN, THUMB_ACROSS = np.array([25.0, 25.0, 35.0]), 75.0


def half_normal(rng, sigma, shape):
    return np.abs(rng.normal(0, sigma, shape))


def skeletons(rng, labels):
    """Points [count,21,3] of right hands seen from the palm's side."""
    count = len(labels)
    wanted = BENT[labels]
    # A stretched finger is bent a little and a bent one stretched a little; some by halves.
    bent = np.clip(np.abs(wanted - half_normal(rng, 0.18, wanted.shape)), 0, 1)
    across = DIRECTION + rng.normal(0, 6, (count, 5))
    across[:, 0] -= THUMB_ACROSS * bent[:, 0]
    segments = SEGMENTS * rng.normal(1, 0.06, (count, 5, 3))
    across = np.radians(across)
    ahead = np.stack([np.sin(across), np.cos(across), np.zeros_like(across)], -1)
    turn = np.tile(TURN, (5, 1))
    turn[0] = THUMB_TURN
    angle = np.radians(np.cumsum(bent[:, :, None] * turn, axis=2))
    towards_camera = np.array([0.0, 0.0, 1.0])
    steps = segments[..., None] * (
        np.cos(angle)[..., None] * ahead[:, :, None] + np.sin(angle)[..., None] * towards_camera)
    root = np.concatenate([ROOT, np.zeros((5, 1))], 1) * rng.normal(1, 0.05, (count, 5, 1))
    fingers = np.concatenate([root[:, :, None], root[:, :, None] + np.cumsum(steps, 2)], 2)
    return np.concatenate([np.zeros((count, 1, 3)), fingers.reshape(count, 20, 3)], 1)


def rotations(rng, count):
    """Matrices [count,3,3]: turned about the vertical, tilted, then rolled in the picture."""
    yaw, pitch = np.radians(rng.normal(0, 25, (2, count)))
    roll = np.radians(rng.uniform(-180, 180, count))
    matrices = np.tile(np.eye(3), (count, 1, 1))
    for angle, (i, j) in ((yaw, (0, 2)), (pitch, (1, 2)), (roll, (0, 1))):
        turn = np.tile(np.eye(3), (count, 1, 1))
        turn[:, i, i] = turn[:, j, j] = np.cos(angle)
        turn[:, i, j], turn[:, j, i] = -np.sin(angle), np.sin(angle)
        matrices = turn @ matrices
    return matrices


def draw(count, seed):
    rng = np.random.default_rng(seed)
    labels = rng.permutation(np.arange(count) % len(LABELS))
    points = skeletons(rng, labels)
    points[:, :, 0] *= rng.choice([-1, 1], (count, 1))  # left and right hands
    points = points @ rotations(rng, count).transpose(0, 2, 1)
    seen = points[:, :, :2] * (5 / (5 - points[:, :, 2:]))
    seen += rng.normal(0, 0.02, seen.shape)
    seen -= seen[:, :1]
    seen /= np.linalg.norm(seen, axis=2).max(1)[:, None, None]
    tips = seen[:, 4::4]
    apart = np.linalg.norm(tips[:, 1:] - tips[:, :1], axis=2)
    features = np.concatenate([seen.reshape(count, 42), apart], 1)
    return features.astype(np.float32), labels.astype(np.int64)

"""Draws rallies of tennis: a court in perspective, two players, a ball, and what happens when.

    rally = simulate(seed, 600)      # the ball in space, the players, the events
    frames = render(rally)           # uint8 [600,128,228,3], RGB
    encode(frames, "rally.mp4")      # H.264 by the ffmpeg command

Command that writes the videos of the demo and of the tests, each with its truth (from the repository
root, a minute):

    /usr/bin/python3 rally/src/main/python/rally_data.py

Everything follows from the seed. TRAINING, VALIDATION, TEST and DEMO are ranges that do not overlap.

Metres; x to the right, y from the near player to the far one, z up; the net is at y = 0. A ball flies
without drag from a hit to the place where it bounces and from there to the opponent, who has walked
there. The frame of a hit is exact; that of a bounce is the nearest one. Ball and players are larger
than life, as the network sees 64x64 pixels only. There are no volleys, no balls into the net, and no
event for a ball's second bounce, as it is out of play by then.
"""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

FPS = 25
WIDTH, HEIGHT = 228, 128
SIDE = 64
TRAINING, VALIDATION, TEST, DEMO = range(0, 10000), range(10000, 11000), range(11000, 12000), range(12000, 12010)

HERE = Path(__file__).resolve().parent
LENGTH, SINGLES, DOUBLES, SERVICE, NET = 11.885, 4.115, 5.485, 6.4, 0.91
GRAVITY = 9.81
FENCE = 17.0
OVER = 2  # drawn twice as large, for smooth edges


@dataclass
class Rally:
    seed: int
    hand: tuple  # near, far; 0 right, 1 left
    events: dict  # frame -> labels
    ball: np.ndarray  # [frames,2,3]: where the shutter opens and closes; NaN: out of sight
    players: np.ndarray  # [2,frames,2]
    rackets: np.ndarray  # [2,frames,3]


class Simulation:
    """Plays point after point until there are frames enough. Player 0 is near (y < 0), 1 is far."""

    def __init__(self, seed, frames):
        self.rng = np.random.default_rng([seed, 1])
        self.seed, self.frames = seed, frames
        self.hand = tuple(int(h) for h in self.rng.random(2) < 0.3)
        self.events = {}
        self.ball = np.full((frames, 2, 3), np.nan)
        self.steps = [[(0, 0.0, -12.5)], [(0, 0.0, 12.5)]]  # frame, x, y
        self.swings = [[], []]  # frame, side of the body, ball, whether a serve

    def play(self):
        frame = int(self.rng.integers(0, 20))
        while frame < self.frames:
            frame = self.point(frame) + int(self.rng.integers(8, 30))
        players = np.stack([self.path(steps) for steps in self.steps])
        rackets = np.stack([self.racket(p, players[p]) for p in (0, 1)])
        events = {f: labels for f, labels in self.events.items() if f < self.frames}
        return Rally(self.seed, self.hand, events, self.ball, players, rackets)

    def uniform(self, low, high):
        return float(self.rng.uniform(low, high))

    def side(self, player, forehand):
        """1 where the racket is right of the player as the camera sees it, -1 left."""
        right = (self.hand[player] == 0) == forehand
        return 1 if right == (player == 0) else -1

    def fly(self, start, position, velocity, end):
        """The ball in the frames from start (seconds) to end, and nowhere under the ground."""
        for frame in range(max(0, int(np.ceil(start * FPS - 1e-6))), min(self.frames, int(np.ceil(end * FPS - 1e-6)))):
            for i, shutter in enumerate((0.25, 0.0)):
                t = max(0.0, frame / FPS - start - shutter / FPS)
                p = position + velocity * t
                p[2] = max(0.06, p[2] - GRAVITY / 2 * t * t)
                self.ball[frame, i] = p if abs(p[1]) < FENCE else np.nan

    def point(self, frame):
        """From the frame where the players begin to walk; returns the frame where the ball is dead."""
        server = int(self.rng.integers(2))
        sign = (-1, 1)[server]
        court = 1 if self.rng.random() < 0.5 else -1
        hit = frame + int(self.rng.integers(28, 50))
        stand = np.array([court * self.uniform(0.4, 2.5), sign * 12.3])
        self.walk(server, hit - 20, *stand)
        self.walk(server, hit + 2, *stand)
        self.walk(1 - server, hit - 12, -court * self.uniform(2, 4), -sign * self.uniform(12.2, 13.2))
        side = self.side(server, True)
        position = np.array([stand[0] + side * 0.35, stand[1] - sign * 0.3, self.uniform(2.6, 2.9)])
        toss = self.uniform(0.64, 0.76)
        rise = (position[2] - 1.2 + GRAVITY / 2 * toss**2) / toss
        self.fly(hit / FPS - toss, np.array([position[0] - side * 0.3, position[1], 1.2]),
                 np.array([side * 0.3 / toss, 0, rise]), hit / FPS)
        self.hit(server, hit, side, position, "serve")

        hitter, shots = server, 0
        while True:
            fair = self.rng.random() < (0.85 if shots == 0 else 0.8 if shots < 9 else 0.3)
            target = self.serve_target(hitter, court, fair) if shots == 0 else self.target(hitter, fair)
            speed = self.uniform(24, 36) if shots == 0 else self.uniform(15, 27)
            landing, velocity = self.shot(hit / FPS, position, target, speed)
            self.event(round(landing * FPS), "bounce", "in" if fair else "out")
            hitter, shots = 1 - hitter, shots + 1
            if fair and self.rng.random() < 0.9:
                hit, position = self.reply(hitter, landing, target, velocity, hit)
            else:
                if self.rng.random() < 0.6:  # in vain
                    self.walk(hitter, round(landing * FPS) + 6, target[0] * 0.6, self.steps[hitter][-1][2])
                end = landing + self.uniform(0.5, 1.2)
                self.fly(landing, target, velocity, end)
                return round(end * FPS)

    def target(self, hitter, fair):
        sign = (1, -1)[hitter]
        if fair:
            return np.array([self.uniform(-3.7, 3.7), sign * self.uniform(5.5, 11.4), 0.06])
        if self.rng.random() < 0.6:
            return np.array([self.uniform(-3.5, 3.5), sign * (LENGTH + self.uniform(0.5, 2.0)), 0.06])
        x = (1 if self.rng.random() < 0.5 else -1) * (SINGLES + self.uniform(0.5, 1.5))
        return np.array([x, sign * self.uniform(6, 11), 0.06])

    def serve_target(self, hitter, court, fair):
        sign = (1, -1)[hitter]
        y = self.uniform(3.5, 6.0) if fair else SERVICE + self.uniform(0.5, 2.2)
        return np.array([-court * self.uniform(0.5, 3.7), sign * y, 0.06])

    def shot(self, start, position, target, speed):
        """Seconds of the landing, and the velocity after it."""
        way = target - position
        time = np.hypot(way[0], way[1]) / speed
        while True:
            rise = (GRAVITY / 2 * time**2 - position[2] + target[2]) / time
            at_net = time * position[1] / (position[1] - target[1])
            if position[2] + rise * at_net - GRAVITY / 2 * at_net**2 > NET + 0.25:
                break
            time *= 1.05
        velocity = np.array([way[0] / time, way[1] / time, rise])
        self.fly(start, position, velocity, start + time)
        fall = GRAVITY * time - rise
        return start + time, np.array([velocity[0] * 0.8, velocity[1] * 0.72, max(3.2, fall * 0.78)])

    def reply(self, player, landing, target, velocity, last_hit):
        """Lets the player meet the ball: the frame, and where."""
        flight = 2 * velocity[2] / GRAVITY
        hit = int(np.ceil((landing + flight * self.uniform(0.45, 0.75)) * FPS))
        while abs(target[1] + velocity[1] * (hit / FPS - landing)) > 15.0:
            hit -= 1
        hit = max(hit, round(landing * FPS) + 6)
        t = hit / FPS - landing
        position = target + velocity * t
        position[2] = max(0.3, position[2] - GRAVITY / 2 * t * t)
        self.fly(landing, target, velocity, hit / FPS)
        forehand = self.rng.random() < 0.55
        side = self.side(player, forehand)
        stand = (position[0] - side * 1.05, position[1])
        self.walk(player, last_hit + 4, *self.steps[player][-1][1:])
        self.walk(player, hit - 2, *stand)
        self.walk(player, hit + 3, *stand)
        self.walk(player, hit + 3 + int(self.rng.integers(12, 20)), self.uniform(-1, 1), (-1, 1)[player] * self.uniform(12, 13))
        self.hit(player, hit, side, position, "forehand" if forehand else "backhand")
        return hit, position

    def hit(self, player, frame, side, position, stroke):
        self.event(frame, ("near", "far")[player], stroke)
        self.swings[player].append((frame, side, position, stroke == "serve"))

    def event(self, frame, *labels):
        self.events[frame] = labels

    def walk(self, player, frame, x, y):
        """To be there at that frame; what was planned for later is off."""
        steps = self.steps[player]
        while len(steps) > 1 and steps[-1][0] >= frame:
            steps.pop()
        steps.append((frame, x, y))

    def path(self, steps):
        at = np.arange(-3, self.frames + 3)
        frames, x, y = zip(*steps)
        path = np.stack([np.interp(at, frames, x), np.interp(at, frames, y)], 1)
        return np.stack([np.convolve(c, np.full(7, 1 / 7), "valid") for c in path.T], 1)

    def racket(self, player, path):
        """Where its head is: before the body but for the swings."""
        ahead = (1, -1)[player]
        rest = (0.0, ahead * 0.45, 1.1)
        keys = [(-100, rest)]
        for frame, side, ball, serve in self.swings[player]:
            if frame >= self.frames:
                continue
            meet = tuple(ball - np.array([*path[frame], 0.0]))
            if serve:
                pose = ((-26, rest), (-12, (side * 0.9, -ahead * 0.3, 1.6)), (-4, (side * 0.7, -ahead * 0.4, 1.5)), (0, meet),
                        (3, (-side * 0.1, ahead * 0.9, 1.6)), (6, (-side * 0.5, ahead * 0.6, 0.5)), (14, rest))
            else:
                pose = ((-12, rest), (-6, (side * 1.0, -ahead * 0.6, 1.3)), (-3, (side * 1.2, -ahead * 0.5, 0.9)), (0, meet),
                        (3, (side * 0.2, ahead * 0.9, 1.5)), (6, (-side * 0.8, ahead * 0.3, 1.8)), (13, rest))
            for offset, place in pose:
                if frame + offset > keys[-1][0]:
                    keys.append((frame + offset, place))
        frames, places = zip(*keys)
        places = np.array(places)
        moved = np.stack([np.interp(np.arange(self.frames), frames, places[:, i]) for i in range(3)], 1)
        return moved + np.pad(path, ((0, 0), (0, 1)))


def simulate(seed, frames):
    return Simulation(seed, frames).play()


class Camera:
    """Behind the near player and above; projects to pixels of the frame drawn OVER times as large."""

    def __init__(self, rng):
        self.eye = np.array([rng.uniform(-1.5, 1.5), -rng.uniform(24, 28), rng.uniform(12, 15)])
        ahead = np.array([rng.uniform(-0.3, 0.3), -1.5, 0]) - self.eye
        ahead /= np.linalg.norm(ahead)
        right = np.cross(ahead, [0, 0, 1])
        right /= np.linalg.norm(right)
        self.axes = np.stack([right, np.cross(ahead, right), ahead])
        self.focal, self.shift = 1.0, np.zeros(2)
        left, rightmost = self.project(np.array([[-DOUBLES, -LENGTH, 0], [DOUBLES, -LENGTH, 0]]))[0]
        self.focal = OVER * rng.uniform(90, 102) / (rightmost - left)[0]
        near = self.project(np.array([[0, -LENGTH, 0]]))[0][0]
        self.shift = OVER * np.array([WIDTH / 2 + rng.uniform(-4, 4), rng.uniform(103, 109)]) - near

    def project(self, points):
        """Pixels [n,2] and pixels a metre [n]."""
        local = (np.asarray(points, float) - self.eye) @ self.axes.T
        scale = self.focal / local[:, 2]
        return local[:, :2] * scale[:, None] + self.shift, scale


def subpixel(point):
    """For cv2's shift=4."""
    return int(round(point[0] * 16)), int(round(point[1] * 16))


class Scene:
    """All that does not change in a video, and how the rest is drawn."""

    MARGIN = 8 * OVER

    def __init__(self, seed):
        self.seed = seed
        rng = self.rng = np.random.default_rng([seed, 2])
        self.camera = Camera(rng)
        self.camera.shift = self.camera.shift + self.MARGIN
        base = np.array([(52, 92, 150), (58, 120, 84), (176, 104, 70), (98, 84, 150), (60, 130, 140), (110, 120, 116)])
        inner, outer = rng.choice(6, 2, replace=False)
        self.surface = np.clip(base[inner] + rng.normal(0, 10, 3), 0, 255)
        self.around = np.clip(base[outer] * rng.uniform(0.7, 1.0) + rng.normal(0, 8, 3), 0, 255)
        self.gain, self.warmth = rng.uniform(0.75, 1.15), rng.normal(0, 0.04)
        self.noise = rng.uniform(0.5, 2.5)
        self.ball = np.clip(np.array([225, 245, 70]) + rng.normal(0, 10, 3), 0, 255)
        self.sun = np.array([rng.uniform(-0.5, 0.5), rng.uniform(-0.2, 0.4)])
        self.shirts = rng.integers(0, 2, (2, 1)) * 200 + rng.integers(10, 55, (2, 3))
        self.shirts[:, int(rng.integers(3))] = rng.integers(20, 250, 2)
        self.shorts = rng.integers(15, 240, (2, 1)).repeat(3, 1)
        self.skin = np.array([(224, 172, 140), (120, 80, 56)])[rng.integers(0, 2, 2)]
        self.frame = np.array([(240, 240, 240), (30, 30, 30), (210, 60, 50)])[rng.integers(0, 3, 2)]
        self.size = rng.uniform(1.15, 1.35, 2) * (1.0, 1.25)
        self.bank = (rng.normal(0, 1, (HEIGHT + 64, WIDTH + 64, 3)) * self.noise).astype(np.int8)
        self.background = self.draw_background()

    def draw_background(self):
        rng, margin = self.rng, 2 * self.MARGIN
        height, width = HEIGHT * OVER + margin, WIDTH * OVER + margin
        picture = np.empty((height, width, 3), np.uint8)
        picture[:] = self.around
        back = int(self.camera.project([[0, FENCE + 1, 0]])[0][0, 1])
        wall = max(0, back - int(2.2 * self.camera.project([[0, FENCE, 0]])[1][0]))
        crowd = rng.integers(30, 190, (max(1, wall // 5), width // 5, 3), dtype=np.uint8)
        if wall > 0:
            picture[:wall] = cv2.resize(crowd, (width, wall), interpolation=cv2.INTER_LINEAR) // 2 + 20
        picture[wall:back] = rng.integers(20, 90, 3)
        self.polygon(picture, [(-DOUBLES, -LENGTH), (DOUBLES, -LENGTH), (DOUBLES, LENGTH), (-DOUBLES, LENGTH)], self.surface)
        if rng.random() < 0.3:  # the shadow of a stand
            edge = rng.uniform(-8, 8)
            shade = np.zeros(picture.shape[:2], np.uint8)
            self.polygon(shade, [(edge, -20), (edge + rng.uniform(-4, 4), 20), (40, 20), (40, -20)], (1,))
            picture[shade > 0] = picture[shade > 0] * 0.72
        for x0, y0, x1, y1 in ((-DOUBLES, -LENGTH, DOUBLES, -LENGTH), (-DOUBLES, LENGTH, DOUBLES, LENGTH),
                               (-DOUBLES, -LENGTH, -DOUBLES, LENGTH), (DOUBLES, -LENGTH, DOUBLES, LENGTH),
                               (-SINGLES, -LENGTH, -SINGLES, LENGTH), (SINGLES, -LENGTH, SINGLES, LENGTH),
                               (-SINGLES, -SERVICE, SINGLES, -SERVICE), (-SINGLES, SERVICE, SINGLES, SERVICE),
                               (0, -SERVICE, 0, SERVICE)):
            half = 0.09 if x0 == x1 else 0.13
            dx, dy = (half, 0) if x0 == x1 else (0, half)
            self.polygon(picture, [(x0 - dx, y0 - dy), (x0 + dx, y0 + dy), (x1 + dx, y1 + dy), (x1 - dx, y1 - dy)], (225, 225, 225))
        net, _ = self.camera.project([(-6.2, 0, 0), (6.2, 0, 0), (6.2, 0, NET + 0.1), (-6.2, 0, NET)])
        dark = picture.copy()
        cv2.fillPoly(dark, [np.round(net * 16).astype(np.int32)], (30, 30, 30), cv2.LINE_AA, 4)
        picture = cv2.addWeighted(dark, 0.4, picture, 0.6, 0)
        cv2.line(picture, subpixel(net[3]), subpixel(net[2]), (230, 230, 230), 2, cv2.LINE_AA, 4)
        chair, scale = self.camera.project([(-7.2, 0, 0), (-7.2, 0, 2)])
        cv2.line(picture, subpixel(chair[0]), subpixel(chair[1]), (60, 50, 45), int(0.7 * scale[0]), cv2.LINE_AA, 4)
        light = np.array([1 + self.warmth, 1, 1 - self.warmth]) * self.gain
        slope = 1 + rng.normal(0, 0.08) * np.linspace(-1, 1, width)[None, :, None] + rng.normal(0, 0.06) * np.linspace(-1, 1, height)[:, None, None]
        return np.clip(picture * light * slope + rng.normal(0, 2, picture.shape), 0, 255).astype(np.uint8)

    def polygon(self, picture, corners, colour):
        points, _ = self.camera.project([(x, y, 0) for x, y in corners])
        cv2.fillPoly(picture, [np.round(points * 16).astype(np.int32)], [float(c) for c in colour], cv2.LINE_AA, 4)

    def lit(self, colour, factor=1.0):
        return [float(c) for c in np.clip(np.asarray(colour, float) * self.gain * factor, 0, 255)]

    def draw(self, rally):
        """The frames, one after the other."""
        rng = self.rng
        frames = len(rally.ball)
        sway = self.sway(frames)
        for f in range(frames):
            dx, dy = sway[f]
            picture = self.background.copy()
            self.shadow(picture, rally, f)
            self.player(picture, rally, 1, f)
            ball = rally.ball[f]
            if ball[1, 1] > 0.1:  # behind the net too, which lets it through
                self.draw_ball(picture, ball)
            self.player(picture, rally, 0, f)
            if not ball[1, 1] > 0.1:
                self.draw_ball(picture, ball)
            move = np.float32([[1, 0, dx - self.MARGIN], [0, 1, dy - self.MARGIN]])
            picture = cv2.warpAffine(picture, move, (WIDTH * OVER, HEIGHT * OVER), flags=cv2.INTER_LINEAR)
            picture = cv2.resize(picture, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
            i, j = rng.integers(0, 64, 2)
            noise = self.bank[i:i + HEIGHT, j:j + WIDTH]
            yield cv2.add(picture, noise, dtype=cv2.CV_8U)

    def sway(self, frames):
        """How far the camera's picture is moved in each frame, in pixels drawn."""
        rng = np.random.default_rng([self.seed, 3])
        sway = smooth(rng, frames, 40, 1.2 * OVER) + smooth(rng, frames, 3, 0.15 * OVER)
        return np.clip(sway, 1 - self.MARGIN, self.MARGIN - 1)

    def shadow(self, picture, rally, f):
        for player in (0, 1):
            x, y = rally.players[player, f]
            self.ellipse(picture, (x + self.sun[0] * 0.7, y + self.sun[1] * 0.7), 0.6 * self.size[player])
        x, y, z = rally.ball[f, 1]
        if not np.isnan(x):
            self.ellipse(picture, (x + self.sun[0] * z, y + self.sun[1] * z), max(0.22, 2.2 / self.camera.project([[x, y, 0]])[1][0]))

    def ellipse(self, picture, at, radius):
        centre, scale = self.camera.project([(*at, 0)])
        centre, scale = centre[0], scale[0]
        x, y, r = int(centre[0]), int(centre[1]), int(radius * scale) + 3
        patch = picture[max(0, y - r):max(0, y + r), max(0, x - r):max(0, x + r)]
        if patch.size:
            offset = centre - (max(0, x - r), max(0, y - r))
            mask = np.zeros(patch.shape[:2], np.uint8)
            cv2.ellipse(mask, subpixel(offset), (int(radius * scale * 16), int(radius * scale * 9)), 0, 0, 360, 115, -1, cv2.LINE_AA, 4)
            patch[:] = cv2.multiply(patch, cv2.merge([255 - mask] * 3), scale=1 / 255)

    def draw_ball(self, picture, ball):
        if np.isnan(ball).any():
            return
        points, scale = self.camera.project(ball)
        radius = max(0.19 * scale[1], 1.55 * OVER)
        cv2.line(picture, subpixel(points[0]), subpixel(points[1]), self.lit(self.ball), max(1, int(round(2 * radius))), cv2.LINE_AA, 4)

    def player(self, picture, rally, player, f):
        x, y = rally.players[player, f]
        size = self.size[player]
        (_, scale) = self.camera.project([(x, y, 1)])
        px = size * scale[0]
        stride = 0.0
        if f > 0:
            way = np.abs(rally.players[player, f] - rally.players[player, f - 1]).sum()
            stride = 0.22 * np.sin(f * 1.3) * min(1, way * 12)
        hand = rally.rackets[player, f]
        shoulder = np.array([x, y, 1.42 * size])
        grip = shoulder + (hand - shoulder) * 0.52
        body = self.camera.project([(x - 0.18 * size, y + stride, 0), (x + 0.18 * size, y - stride, 0), (x, y, 0.8 * size), (x, y, 1.42 * size),
                                    (x, y, 1.7 * size), grip, hand])[0]
        left, right, hip, neck, head, grip, hand = (subpixel(p) for p in body)
        thick = lambda metres: max(1, int(round(metres * px)))
        before = rally.rackets[player, f, 1] > y  # beyond the player, as the camera sees it
        if before:
            self.racket(picture, player, neck, grip, hand, px)
        cv2.line(picture, left, hip, self.lit(self.skin[player]), thick(0.16), cv2.LINE_AA, 4)
        cv2.line(picture, right, hip, self.lit(self.skin[player]), thick(0.16), cv2.LINE_AA, 4)
        cv2.line(picture, hip, neck, self.lit(self.shirts[player]), thick(0.42), cv2.LINE_AA, 4)
        cv2.circle(picture, hip, int(0.2 * px * 16), self.lit(self.shorts[player]), -1, cv2.LINE_AA, 4)
        cv2.circle(picture, head, int(0.17 * px * 16), self.lit(self.skin[player]), -1, cv2.LINE_AA, 4)
        if not before:
            self.racket(picture, player, neck, grip, hand, px)

    def racket(self, picture, player, neck, grip, hand, px):
        cv2.line(picture, neck, grip, self.lit(self.skin[player]), max(1, int(round(0.14 * px))), cv2.LINE_AA, 4)
        cv2.line(picture, grip, hand, self.lit(self.frame[player]), max(1, int(round(0.08 * px))), cv2.LINE_AA, 4)
        cv2.circle(picture, hand, int(0.24 * px * 16), self.lit(self.frame[player]), max(1, int(round(0.1 * px))), cv2.LINE_AA, 4)


def smooth(rng, frames, width, size):
    """Noise [frames,2] whose neighbours are alike."""
    noise = rng.normal(0, 1, (frames + 4 * width, 2))
    kernel = np.hanning(4 * width + 1)
    kernel *= size / np.sqrt((kernel**2).sum())
    return np.stack([np.convolve(n, kernel, "valid") for n in noise.T], 1)


def render(rally):
    return np.stack(list(Scene(rally.seed).draw(rally)))


def ball_in_frame(rally):
    """Where the ball is, in the network's 64x64 pixels, and whether it is in sight: float32
    [frames,3]."""
    scene = Scene(rally.seed)
    points, _ = scene.camera.project(np.nan_to_num(rally.ball[:, 1]))
    points = ((points + scene.sway(len(points)) - Scene.MARGIN) / OVER - (50, 0)) / 2
    seen = ~np.isnan(rally.ball[:, 1, 0]) & (points > 0).all(1) & (points < SIDE).all(1)
    return np.concatenate([points * seen[:, None], seen[:, None]], 1).astype(np.float32)


def encode(frames, path, crf=24, preset="medium"):
    """H.264 in MP4; the same bytes each time. A key frame a second, so that one can seek."""
    command = ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(FPS),
               "-i", "-", "-c:v", "libx264", "-preset", preset, "-crf", str(crf), "-g", str(2 * FPS), "-pix_fmt", "yuv420p",
               "-threads", "1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-movflags", "+faststart", str(path)]
    subprocess.run(command, input=np.ascontiguousarray(frames).tobytes(), check=True)


def decode(path):
    """uint8 [frames,128,228,3], RGB."""
    raw = subprocess.run(["ffmpeg", "-v", "error", "-threads", "1", "-i", str(path), "-f", "rawvideo", "-pix_fmt", "rgb24", "-"],
                         stdout=subprocess.PIPE, check=True).stdout
    return np.frombuffer(raw, np.uint8).reshape(-1, HEIGHT, WIDTH, 3)


def small(frames):
    """uint8 [frames,64,64,3]: shorter side to 64 by Pillow's BILINEAR, and the middle."""
    wide = WIDTH * SIDE // HEIGHT
    left = round((wide - SIDE) / 2)
    return np.stack([np.asarray(Image.fromarray(f).resize((wide, SIDE), Image.BILINEAR))[:, left:left + SIDE] for f in frames])


def write_truth(rally, path):
    lines = [f"# hand={rally.hand[0]},{rally.hand[1]} fps={FPS} seed={rally.seed}", "frame,labels"]
    lines += [f"{frame},{'+'.join(labels)}" for frame, labels in sorted(rally.events.items())]
    Path(path).write_text("\n".join(lines) + "\n")


def write_video(seed, frames, path, crf=24):
    rally = simulate(seed, frames)
    encode(render(rally), path, crf)
    write_truth(rally, path.with_suffix(".csv"))
    print(f"{path.name}: {path.stat().st_size} bytes, {len(rally.events)} events, hand {rally.hand}")


def main():
    demo = HERE.parent / "resources/io/infer4j/rally"
    tests = HERE.parent.parent / "test/resources/io/infer4j/rally/test"
    tests.mkdir(parents=True, exist_ok=True)
    write_video(DEMO[0], 1000, demo / "rally.mp4")
    for i in range(6):
        write_video(TEST[i], 600, tests / f"test{i}.mp4")


if __name__ == "__main__":
    main()

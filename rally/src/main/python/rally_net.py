"""The network of the rally: a small CNN for each frame, then a bidirectional GRU over the frames.

    frame  float32 [batch,96,3,64,64]  RGB, normalised with ImageNet's mean and std, zeros where the
                                       window reaches beyond the video
    hand   float32 [batch,2]           near and far player; 0 right-handed, 1 left-handed
    coarse float32 [batch,96,2]        softmax: background, event
    fine   float32 [batch,96,8]        sigmoid: LABELS

RallyTraining has batch normalisation and, for training only, outputs for where the ball is;
Rally is what ships: the same with batch normalisation folded into the convolutions.
"""

from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

LABELS = ("near", "far", "serve", "forehand", "backhand", "bounce", "in", "out")
CLIP = 96
SIDE = 64
MEAN = (0.485, 0.456, 0.406)
STD = (0.229, 0.224, 0.225)
CHANNELS = (3, 16, 24, 32, 48)
FEATURES = 64
HIDDEN = 64
WEIGHTS = Path(__file__).resolve().parent / "rally_weights"


def normalised(frames):
    """uint8 [...,64,64,3] to float32 [...,3,64,64], by the arithmetic of the Java pipeline."""
    x = torch.from_numpy(np.ascontiguousarray(np.moveaxis(frames, -1, -3))).float()
    return (x / 255 - torch.tensor(MEAN).view(3, 1, 1)) / torch.tensor(STD).view(3, 1, 1)


class RallyTraining(nn.Module):
    def __init__(self):
        super().__init__()
        for i in range(1, 5):
            self.add_module(f"conv{i}", nn.Conv2d(CHANNELS[i - 1], CHANNELS[i], 3, 2, 1, bias=False))
            self.add_module(f"norm{i}", nn.BatchNorm2d(CHANNELS[i]))
        self.fc = nn.Linear(CHANNELS[4] * (SIDE // 16) ** 2, FEATURES)
        self.gru = nn.GRU(FEATURES + 2, HIDDEN, batch_first=True, bidirectional=True)
        self.coarse = nn.Linear(2 * HIDDEN, 2)
        self.fine = nn.Linear(2 * HIDDEN, len(LABELS))
        self.ball = nn.Linear(FEATURES, 2)
        self.spot = nn.Conv2d(CHANNELS[3], 1, 1)
        self.nowhere = nn.Parameter(torch.zeros(1))

    def forward(self, frame, hand):
        """Logits of coarse and fine, and for each frame x, y of the ball from the features, and
        logits of which of the 8x8 cells it is in, or in none, from the third convolution."""
        batch, time = frame.shape[:2]
        x = frame.flatten(0, 1)
        for i in range(1, 5):
            x = F.relu_(getattr(self, f"norm{i}")(getattr(self, f"conv{i}")(x)))
            if i == 3:
                spots = self.spot(x).flatten(1)
                spots = torch.cat([spots, self.nowhere.expand(len(spots), 1)], 1)
        x = F.relu(self.fc(x.flatten(1))).view(batch, time, -1)
        ball = self.ball(x)
        x, _ = self.gru(torch.cat([x, hand.unsqueeze(1).expand(-1, time, -1)], 2))
        return self.coarse(x), self.fine(x), ball, spots


class Rally(nn.Module):
    def __init__(self, features: int = FEATURES, hidden: int = HIDDEN):
        super().__init__()
        self.conv1 = nn.Conv2d(CHANNELS[0], CHANNELS[1], 3, 2, 1)
        self.conv2 = nn.Conv2d(CHANNELS[1], CHANNELS[2], 3, 2, 1)
        self.conv3 = nn.Conv2d(CHANNELS[2], CHANNELS[3], 3, 2, 1)
        self.conv4 = nn.Conv2d(CHANNELS[3], CHANNELS[4], 3, 2, 1)
        self.fc = nn.Linear(CHANNELS[4] * (SIDE // 16) ** 2, features)
        self.gru = nn.GRU(features + 2, hidden, batch_first=True, bidirectional=True)
        self.coarse = nn.Linear(2 * hidden, 2)
        self.fine = nn.Linear(2 * hidden, len(LABELS))

    def forward(self, frame, hand):
        batch, time = frame.size(0), frame.size(1)
        x = frame.reshape(-1, 3, 64, 64)
        x = F.relu(self.conv1(x))
        x = F.relu(self.conv2(x))
        x = F.relu(self.conv3(x))
        x = F.relu(self.conv4(x))
        x = F.relu(self.fc(x.flatten(1))).view(batch, time, -1)
        x, _ = self.gru(torch.cat([x, hand.unsqueeze(1).expand(batch, time, 2)], 2))
        return torch.softmax(self.coarse(x), 2), torch.sigmoid(self.fine(x))


def file_name(parameter):
    """gru.weight_ih_l0_reverse is stored as gru.weight_ih_backward, without _reverse as _forward."""
    if not parameter.startswith("gru."):
        return parameter
    return parameter.replace("_l0_reverse", "_backward").replace("_l0", "_forward")


def folded(training):
    """The network that ships, of one that is trained (or of random weights)."""
    training = training.eval()
    rally = Rally().eval()
    state = {k: v for k, v in training.state_dict().items() if k.split(".")[0] in ("fc", "gru", "coarse", "fine")}
    with torch.no_grad():
        for i in range(1, 5):
            conv, norm = getattr(training, f"conv{i}"), getattr(training, f"norm{i}")
            factor = norm.weight / torch.sqrt(norm.running_var + norm.eps)
            state[f"conv{i}.weight"] = conv.weight * factor.view(-1, 1, 1, 1)
            state[f"conv{i}.bias"] = norm.bias - norm.running_mean * factor
    rally.load_state_dict(state)
    return rally


def save(rally, folder=WEIGHTS):
    folder.mkdir(exist_ok=True)
    for name, value in rally.state_dict().items():
        np.save(folder / f"{file_name(name)}.npy", value.numpy())


def load(folder=WEIGHTS):
    """The network that ships, from the stored weights."""
    rally = Rally().eval()
    rally.load_state_dict({name: torch.from_numpy(np.load(folder / f"{file_name(name)}.npy"))
                           for name in rally.state_dict()})
    return rally

"""Writes the models of GraphEffectsTest that need more than a module of text: branches that
torch.jit.fork runs, and a program that differentiates.

Command (from the repository root; a few seconds):

    /usr/bin/python3 backend-torch/src/test/python/make_effect_models.py

Written for Python 3.11 and Debian's torch 1.13.0; into ../resources/io/infer4j/torch/models/. All bare.

fork_in_place   x [n] -> x.add_(1) in a fork
fork_state      x [1] -> x + how often it ran before, counted in a fork
fork_dtype      x [n] -> 2 x, as int32 where the first is positive, chosen in a fork
view_state      x [1] -> x + a view of a buffer that counts the runs; the first sees 1
traced_constant x [1] -> x + a constant of the program that it adds 1 to, 5 when it is saved
list_in_optional, list_in_tuple, list_in_dict, list_in_future
                x [1] -> x + how often it ran, kept as the length of a list that lies in such a value
loop_input      x [3] -> 2 x + 4: twice it adds 1 to what it is given, by way of a loop
loop_state      x [3] -> x + a buffer of ones that a loop adds 1 to, twice a run
loop_parameter  the same of a parameter
switched        x [2, 3] -> a batch norm of it, with a count that only training moves
energy          x [n] -> (the sum of squares, minus its gradient)
"""

from pathlib import Path
from typing import Dict, List, Optional, Tuple

import torch
import torch._sources
from torch import Tensor, nn

OUT = Path(__file__).resolve().parent.parent / "resources/io/infer4j/torch/models"


def bump(x: Tensor) -> Tensor:
    x.add_(1)
    return x


def either(x: Tensor) -> Tensor:
    if bool(x[0] > 0):
        return (x * 2).to(torch.int32)
    return x * 2


class ForkInPlace(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return torch.jit.wait(torch.jit.fork(bump, x))


class ForkState(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("count", torch.zeros(1))

    def forward(self, x: Tensor) -> Tensor:
        return x - 1 + torch.jit.wait(torch.jit.fork(bump, self.count))


class ForkDtype(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return torch.jit.wait(torch.jit.fork(either, x))


class ViewState(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("count", torch.zeros(2))
        self.register_buffer("view", self.count[1:])

    def forward(self, x: Tensor) -> Tensor:
        self.count.add_(1)
        return x + self.view


class ListInOptional(nn.Module):
    kept: Optional[List[int]]

    def __init__(self):
        super().__init__()
        self.kept = []

    def forward(self, x: Tensor) -> Tensor:
        kept = self.kept
        if kept is not None:
            kept.append(1)
            x = x + len(kept)
        return x


class ListInTuple(nn.Module):
    kept: Tuple[List[int], int]

    def __init__(self):
        super().__init__()
        self.kept = ([], 1)

    def forward(self, x: Tensor) -> Tensor:
        self.kept[0].append(1)
        return x + len(self.kept[0])


class ListInDict(nn.Module):
    kept: Dict[str, Optional[List[int]]]

    def __init__(self):
        super().__init__()
        self.kept = {"a": []}

    def forward(self, x: Tensor) -> Tensor:
        kept = self.kept["a"]
        if kept is not None:
            kept.append(1)
            x = x + len(kept)
        return x


def itself(kept: List[int]) -> List[int]:
    return kept


class ListInFuture(nn.Module):
    kept: List[int]

    def __init__(self):
        super().__init__()
        self.kept = []

    def forward(self, x: Tensor) -> Tensor:
        torch.jit.wait(torch.jit.fork(itself, self.kept)).append(1)
        return x + len(self.kept)


class LoopInput(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        y = torch.zeros_like(x)
        for _ in range(3):
            y.add_(1.0)
            y = x.view(-1)
        return y + x


class LoopState(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("kept", torch.ones(3))

    def forward(self, x: Tensor) -> Tensor:
        y = torch.zeros_like(x)
        for _ in range(3):
            y.add_(1.0)
            y = self.kept
        return y + x


class LoopParameter(nn.Module):
    def __init__(self):
        super().__init__()
        self.kept = nn.Parameter(torch.ones(3))

    def forward(self, x: Tensor) -> Tensor:
        y = torch.zeros_like(x)
        for _ in range(3):
            y.add_(1.0)
            y = self.kept.view(-1)
        return y + x


class Switched(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = nn.BatchNorm1d(3)

    def forward(self, x: Tensor) -> Tensor:
        return self.norm(x)


CONSTANT = torch.full([1], 4.0)


class TracedConstant(nn.Module):
    def forward(self, x):
        return x + CONSTANT.add_(1)


class Energy(nn.Module):
    def forward(self, x: Tensor) -> Tuple[Tensor, Tensor]:
        p = x.detach().clone().requires_grad_(True)
        e = (p * p).sum()
        g = torch.autograd.grad([e], [p])[0]
        assert g is not None
        return e.detach(), -g


def without_machine_paths():
    original = torch._sources.get_source_lines_and_file

    def shortened(obj, error_msg=None):
        lines, _, file = original(obj, error_msg)
        return lines, 1, Path(file).name

    torch._sources.get_source_lines_and_file = shortened


if __name__ == "__main__":
    without_machine_paths()
    for name, module in {
        "fork_in_place": ForkInPlace(),
        "fork_state": ForkState(),
        "fork_dtype": ForkDtype(),
        "view_state": ViewState(),
        "list_in_optional": ListInOptional(),
        "list_in_tuple": ListInTuple(),
        "list_in_dict": ListInDict(),
        "list_in_future": ListInFuture(),
        "loop_input": LoopInput(),
        "loop_state": LoopState(),
        "loop_parameter": LoopParameter(),
        "switched": Switched(),
        "energy": Energy(),
    }.items():
        torch.jit.save(torch.jit.script(module), str(OUT / f"{name}.pt"))
    traced = torch.jit.trace(TracedConstant(), torch.zeros(1), check_trace=False)
    torch.jit.save(traced, str(OUT / "traced_constant.pt"))

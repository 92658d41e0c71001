"""Writes the TorchScript models that take more than tensors, and files that cannot be run.

Command (from the repository root; a few seconds):

    /usr/bin/python3 backend-torch/src/test/python/make_input_models.py

Written for Python 3.11, Debian's torch 1.13.1 and torchvision 0.14.1. Two runs with the same versions
give identical files, in ../resources/io/infer4j/torch/inputs/. A model is there twice, NAME.pt and, by
_save_for_lite_interpreter, NAME.ptl, and has no extra file unless the table says so.

Model             What it is
----------------  -------------------------------------------------------------------------------
scalars           x, times: int, plus: float, negate: bool, how: str -> y = x times + plus, or its
                  negative; raises ValueError unless how is "", "plain" or "größe", which adds 100
scalar_lists      ints: List[int], floats: List[float], bools: List[bool], texts: List[str] ->
                  (sum, sum, how many are true, how many characters) as four float32 scalars
list              images: List[Tensor] -> each times 2
list_extra        the same; the extra file names images.0 float32 [2] and images.1
list_changed      images: List[Tensor] -> how many there are, as a scalar; appends to the list
list_written      images: List[Tensor] -> images[0].add_(1)
tuple             x, state: Tuple[Tensor, Tensor] -> x + first - second
tuple_extra       the same; the extra file calls them x, h, c, all float32 [2]
pair              pair: Pair, a NamedTuple of first and second -> first - second
dict              features: Dict[str, Tensor] -> features['a'] - features['']
dict_open         features: Dict[str, Tensor] -> the sum of all
dict_int          features: Dict[int, Tensor] -> features[7] - features[-1]
deep              inputs: Tuple[Dict[str, Tensor], List[Tuple[Tensor, int]]] ->
                  inputs[0]['image'] + each of the list times its number
optional          x, state: Optional[Tuple[Tensor, Tensor]] -> x, or x + first - second
optionals         parts: List[Optional[Tensor]], bias: Optional[int] = None -> the sum of what is there
device            x, device: torch.device -> x; no tensor stands for a device
empty_key         x -> {'': x, 'b': x + 1}
cuda.pt           x -> x + ones on cuda:0, which is part of the program
mps.pt            the same on mps
optimized.pt      a convolution after torch.jit.optimize_for_inference
nms.pt            boxes, scores -> torchvision.ops.nms(boxes, scores, 0.5)
weights.pt        torch.save of a state_dict, a zip
weights.pth       torch.save of a dict in the format before PyTorch 1.6, a pickle
"""

import os
import sys
from pathlib import Path
from typing import Dict, List, NamedTuple, Optional, Tuple

import torch
import torch._sources
from torch import Tensor, nn

OUT = Path(__file__).resolve().parent.parent / "resources/io/infer4j/torch/inputs"


def without_machine_paths():
    """As in make_models.py."""
    original = torch._sources.get_source_lines_and_file

    def shortened(obj, error_msg=None):
        lines, _, file = original(obj, error_msg)
        parts = Path(file).parts
        start = parts.index("torch") if "torch" in parts else len(parts) - 1
        return lines, 1, "/".join(parts[start:])

    torch._sources.get_source_lines_and_file = shortened


class Scalars(nn.Module):
    def forward(self, x: Tensor, times: int, plus: float, negate: bool, how: str) -> Tensor:
        y = x * times + plus
        if how == "größe":
            y = y + 100
        elif how != "" and how != "plain":
            raise ValueError("how is " + how)
        return -y if negate else y


class ScalarLists(nn.Module):
    def forward(self, ints: List[int], floats: List[float], bools: List[bool], texts: List[str]):
        total, real, true, length = 0, 0.0, 0, 0
        for i in ints:
            total += i
        for f in floats:
            real += f
        for b in bools:
            true += int(b)
        for t in texts:
            length += len(t)
        return torch.tensor(float(total)), torch.tensor(real), torch.tensor(float(true)), torch.tensor(float(length))


class ListOf(nn.Module):
    def forward(self, images: List[Tensor]) -> List[Tensor]:
        return [i * 2 for i in images]


class ListChanged(nn.Module):
    def forward(self, images: List[Tensor]) -> Tensor:
        images.append(images[0])
        return torch.tensor(float(len(images)))


class ListWritten(nn.Module):
    def forward(self, images: List[Tensor]) -> Tensor:
        return images[0].add_(1)


class TupleOf(nn.Module):
    def forward(self, x: Tensor, state: Tuple[Tensor, Tensor]) -> Tensor:
        return x + state[0] - state[1]


class Pair(NamedTuple):
    first: Tensor
    second: Tensor


class NamedTupleOf(nn.Module):
    def forward(self, pair: Pair) -> Tensor:
        return pair.first - pair.second


class DictOf(nn.Module):
    def forward(self, features: Dict[str, Tensor]) -> Tensor:
        return features["a"] - features[""]


class DictOpen(nn.Module):
    def forward(self, features: Dict[str, Tensor]) -> Tensor:
        y = torch.zeros(1)
        for value in features.values():
            y = y + value
        return y


class DictInt(nn.Module):
    def forward(self, features: Dict[int, Tensor]) -> Tensor:
        return features[7] - features[-1]


class Deep(nn.Module):
    def forward(self, inputs: Tuple[Dict[str, Tensor], List[Tuple[Tensor, int]]]) -> Tensor:
        y = inputs[0]["image"]
        for value, times in inputs[1]:
            y = y + value * times
        return y


class OptionalTuple(nn.Module):
    def forward(self, x: Tensor, state: Optional[Tuple[Tensor, Tensor]] = None) -> Tensor:
        if state is not None:
            x = x + state[0] - state[1]
        return x


class Optionals(nn.Module):
    def forward(self, parts: List[Optional[Tensor]], bias: Optional[int] = None) -> Tensor:
        y = torch.zeros(1)
        for part in parts:
            if part is not None:
                y = y + part
        if bias is not None:
            y = y + bias
        return y


class OnDevice(nn.Module):
    def forward(self, x: Tensor, device: torch.device) -> Tensor:
        return x.to(device)


class EmptyKey(nn.Module):
    def forward(self, x: Tensor) -> Dict[str, Tensor]:
        return {"": x * 1, "b": x + 1}


class Cuda(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x + torch.ones(1, device=torch.device("cuda:0"))


class Mps(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x + torch.ones(1, device=torch.device("mps"))


class Conv(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)
        for parameter in self.parameters():
            parameter.data = torch.ones_like(parameter.data)

    def forward(self, x):
        return self.conv(x)


def save(name, module, extra=None, lite=True):
    scripted = torch.jit.script(module)
    files = {} if extra is None else {"infer4j.properties": ("infer4j.version=1\n" + extra).encode()}
    torch.jit.save(scripted, str(OUT / f"{name}.pt"), _extra_files=files)
    if lite:
        scripted._save_for_lite_interpreter(str(OUT / f"{name}.ptl"), _extra_files=files)


def inputs():
    save("scalars", Scalars())
    save("scalar_lists", ScalarLists())
    save("list", ListOf())
    save("list_extra", ListOf(), "input.0.name=images.0\ninput.0.dtype=float32\ninput.0.shape=2\ninput.1.name=images.1\n")
    save("list_changed", ListChanged())
    save("list_written", ListWritten())
    save("tuple", TupleOf())
    save("tuple_extra", TupleOf(), "".join(f"input.{i}.name={n}\ninput.{i}.dtype=float32\ninput.{i}.shape=2\n"
                                           for i, n in enumerate("xhc")))
    save("pair", NamedTupleOf())
    save("dict", DictOf())
    save("dict_open", DictOpen())
    save("dict_int", DictInt())
    save("deep", Deep())
    save("optional", OptionalTuple())
    save("optionals", Optionals())
    save("device", OnDevice())
    save("empty_key", EmptyKey())


def wrong():
    import torchvision

    class Nms(nn.Module):
        def forward(self, boxes: Tensor, scores: Tensor) -> Tensor:
            return torch.ops.torchvision.nms(boxes, scores, 0.5)

    save("cuda", Cuda(), lite=False)
    save("mps", Mps(), lite=False)
    save("nms", Nms(), lite=False)
    optimized = torch.jit.optimize_for_inference(torch.jit.script(Conv().eval()))
    torch.jit.save(optimized, str(OUT / "optimized.pt"))
    weights = {"weight": torch.ones(2)}
    # Without a tensor: how it names those is chance.
    torch.save(weights, str(OUT / "weights.pt"))
    torch.save({"epoch": 3}, str(OUT / "weights.pth"), _use_new_zipfile_serialization=False)


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    for file in OUT.iterdir():
        file.unlink()
    without_machine_paths()
    with torch.no_grad():
        inputs()
        wrong()
    for file in sorted(OUT.iterdir()):
        print(f"{file.stat().st_size:6d} {file.name}")


# The order of a set of strings gets into the files, so it must not be another one in each run.
if os.environ.get("PYTHONHASHSEED") != "0":
    os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})
main()

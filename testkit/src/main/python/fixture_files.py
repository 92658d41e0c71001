"""Reads back what make_fixtures.py wrote, for the scripts that make the models."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
WEIGHTS = HERE / "fixture_weights"
OUT = HERE.parent / "resources/io/infer4j/testkit/fixtures"


@dataclass
class Spec:
    name: str
    dtype: str
    shape: list  # numbers, and names of dynamic dimensions
    atol: float
    rtol: float


class Fixture:
    def __init__(self, name):
        self.name, self.folder = name, OUT / name
        lines = (self.folder / "fixture.properties").read_text("utf-8").splitlines()
        self.properties = dict(line.split("=", 1) for line in lines)
        self.inputs, self.outputs = self._specs("input"), self._specs("output")

    def _specs(self, role):
        specs = []
        while f"{role}.{len(specs)}.name" in self.properties:
            of = lambda key, default=None: self.properties.get(f"{role}.{len(specs)}.{key}", default)
            dims = [int(d) if d.isdigit() else d for d in of("shape").split(",") if d]
            specs.append(Spec(of("name"), of("dtype"), dims, float(of("atol", 0)), float(of("rtol", 0))))
        return specs

    def spec_text(self):
        """The properties that say what goes in and out, as models carry them."""
        kept = (line for line in self.properties.items()
                if line[0].startswith(("infer4j.", "input.", "output.")) and not line[0].endswith("tol"))
        return "".join(f"{key}={value}\n" for key, value in kept)

    def cases(self):
        for k in range(int(self.properties["cases"])):
            case = self.folder / f"case{k}"
            yield ([np.load(case / f"in{i}.npy") for i in range(len(self.inputs))],
                   [np.load(case / f"out{i}.npy") for i in range(len(self.outputs))])


def fixtures():
    return [Fixture(folder.name) for folder in sorted(OUT.iterdir()) if folder.is_dir()]


def weight(name):
    return np.load(WEIGHTS / f"{name}.npy")

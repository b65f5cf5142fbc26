"""What the files can speak of, and what must be asked elsewhere: policies/scope.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from gate.strict_toml import Shape, broken, content, misshapen
from policies.core.control import Control
from policies.core.rulebook import ROOT

FILE = ROOT / "scope.toml"
SHAPES: Mapping[str, Shape] = {
    "edition": Shape(("standard", "text")),
    "part": Shape(("standard", "title", "beyond", "ask"), ("numbers",)),
    "ask": Shape(("what", "why", "ask"), perhaps=("preflight",)),
    "unproved": Shape(("claim", "why")),
}


@dataclass(frozen=True)
class Part:
    """A part of a standard by its numbers, `10` or `AC`: what of it no file can show, and whom to ask."""

    standard: str
    numbers: tuple[str, ...]
    title: str
    beyond: str
    ask: str

    def holds(self, control: Control) -> bool:
        """Whether a control is of this part: `10` holds 10.2.1, and `AC` holds AC-6."""
        begins = any(re.match(rf"{re.escape(number)}(?![A-Za-z0-9])", control.number) for number in self.numbers)
        return control.standard == self.standard and begins


class Ask(NamedTuple):
    """What to ask elsewhere, why it is in no file, whom, and what of it `gate preflight --aws` asks of the account."""

    what: str
    why: str
    ask: str
    preflight: str = ""


class Unproved(NamedTuple):
    """What an open gate does not prove."""

    claim: str
    why: str


@dataclass(frozen=True)
class Scope:
    """All of it; `editions` says of each standard which text is meant."""

    editions: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    asks: tuple[Ask, ...] = ()
    unproved: tuple[Unproved, ...] = ()


def load_scope(path: Path | None = None) -> Scope:
    """What the file says; raises BrokenToml."""
    path = path or FILE
    found = content(path, tuple(SHAPES))
    for name, shape in SHAPES.items():
        for number, entry in enumerate(found[name], start=1):
            for problem in misshapen(f"[[{name}]] {number}", entry, shape):
                raise broken(path, problem)
    return Scope(
        {entry["standard"]: entry["text"] for entry in found["edition"]},
        tuple(Part(**{**entry, "numbers": tuple(entry["numbers"])}) for entry in found["part"]),
        tuple(Ask(**entry) for entry in found["ask"]),
        tuple(Unproved(**entry) for entry in found["unproved"]),
    )

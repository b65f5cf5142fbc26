"""The oracle: which mutants may pass, apart from the policies' code. What no entry calls harmless must close the gate.

[[harmless]]
types = ["aws_iam_role"]            what is changed; "*" is every type
paths = ["description", "tags.**"]  where; * is one step, ** is all below it
kinds = ["another text"]            by which kinds of change; all, if it is left out
new = "false"                       what stands there now, as JSON, by a regular expression; anything, if left out
within = [1, 20]                    the same of numbers: from which to which
reason = "..."                      why it weakens nothing
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from attack.outcomes import Unnoticed
from gate.toml_file import toml

FILE = Path(__file__).with_name("oracle.toml")
LISTS, PERHAPS = ("types", "paths"), ("kinds", "new", "within")
NUMBER = re.compile(r'"?(-?\d+(?:\.\d+)?)"?')


class BrokenOracle(ValueError):
    """The table is not as it must be; the message names entry, reason and remedy, in one line."""


@dataclass(frozen=True)
class Harmless:
    """A class of mutants that may pass, and why."""

    types: tuple[str, ...]
    paths: tuple[str, ...]
    reason: str
    kinds: tuple[str, ...] = ()
    new: str = ""
    within: tuple[float, ...] = ()

    @property
    def is_limited(self) -> bool:
        """Whether it lets some values pass, and not whatever may stand there."""
        return bool(self.new or self.within)

    def allows(self, mutant: Unnoticed) -> bool:
        """Whether the mutant is of this class."""
        return (
            ("*" in self.types or mutant.type in self.types)
            and self._where.fullmatch(mutant.path) is not None
            and (not self.kinds or mutant.kind in self.kinds)
            and (not self.new or re.fullmatch(self.new, mutant.new, re.DOTALL) is not None)
            and (not self.within or self._is_within(mutant.new))
        )

    def _is_within(self, new: str) -> bool:
        number = NUMBER.fullmatch(new)
        return number is not None and self.within[0] <= float(number[1]) <= self.within[1]

    @cached_property
    def _where(self) -> re.Pattern[str]:
        return re.compile("|".join(map(_pattern, self.paths)))


def _pattern(path: str) -> str:
    """`**` behind a path is the path itself and all below it."""
    parts = re.split(r"(\.?\*\*|\*)", path)
    return "".join(
        r"(?:[.:\[].*)?" if "**" in part else r"[^.:\[\]]+" if part == "*" else re.escape(part) for part in parts
    )


def oracle(path: Path = FILE) -> Sequence[Harmless]:
    """The table; raises BrokenOracle."""
    try:
        content = toml(path)
    except (OSError, ValueError) as error:
        raise BrokenOracle(f"{path.name}: cannot be read: {' '.join(str(error).split())}; fix it") from None
    if content.keys() != {"harmless"} or not isinstance(content["harmless"], list):
        raise BrokenOracle(f"{path.name}: must hold [[harmless]] entries and nothing else; write these")
    return [_entry(entry, number, path) for number, entry in enumerate(content["harmless"], 1)]


def _entry(entry: Any, number: int, path: Path) -> Harmless:
    where = f"{path.name}: entry {number}"
    if not isinstance(entry, dict) or not {*LISTS, "reason"} <= entry.keys() <= {*LISTS, "reason", *PERHAPS}:
        raise BrokenOracle(f"{where} must have types, paths and reason, and perhaps kinds, new and within; write these")
    for name in (*LISTS, *({"kinds"} & entry.keys())):
        if not isinstance(entry[name], list) or not all(isinstance(each, str) for each in entry[name]):
            raise BrokenOracle(f"{where} has no list of texts as {name}; list one or more")
    if not str(entry["reason"]).strip():
        raise BrokenOracle(f"{where} has no reason; say why it weakens nothing")
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()}
    return Harmless(**values)

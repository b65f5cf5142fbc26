"""What the last attack on the rulebook came to: attack/record.json, by `make mutate`. It is shown, no more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, cast

from gate.regular_file import text
from policies.core.rulebook import ROOT
from policies.core.strict_json import Json, NotJson, loads

FILE = ROOT.parent / "attack" / "record.json"


class BrokenRecordOfTheAttack(ValueError):
    """The file is not as `make mutate` writes it; the message says why, in one line."""


class Count(NamedTuple):
    """Mutants: those that closed the gate, only by a general rule, and those that may pass or that survived."""

    closed: int
    generally: int
    harmless: int
    equivalent: int
    survived: int

    @property
    def must_close(self) -> int:
        return self.closed + self.survived

    @property
    def mutants(self) -> int:
        return self.must_close + self.harmless + self.equivalent


class Class(NamedTuple):
    """Mutants that may pass: how many, of which types, where, and why."""

    mutants: int
    types: tuple[str, ...]
    paths: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Attack:
    """One run, and the digests of the files that were attacked, by stack."""

    date: str
    commit: str
    judged: Mapping[str, str]
    total: Count
    kinds: Mapping[str, Count]
    harmless: tuple[Class, ...]
    survivors: tuple[str, ...]
    attributes: Mapping[str, tuple[str, ...]]


def load_attack(path: Path = FILE) -> Attack | None:
    """The record, or None where none is kept; raises BrokenRecordOfTheAttack."""
    if not path.exists():
        return None
    try:
        kept = cast("Mapping[str, Json]", loads(text(path)))
        return Attack(
            _text(kept["date"]),
            _text(kept["commit"]),
            {stack: _text(digest) for stack, digest in _table(kept["judged"]).items()},
            _count(kept["total"]),
            {kind: _count(row) for kind, row in _table(kept["kinds"]).items()},
            tuple(_class(_table(entry)) for entry in _list(kept["harmless"])),
            _texts(kept["survivors"]),
            {name: _texts(policies) for name, policies in _table(kept["attributes"]).items()},
        )
    except (OSError, NotJson, UnicodeDecodeError) as error:
        raise BrokenRecordOfTheAttack(f"cannot be read: {' '.join(str(error).split())}") from None
    except (KeyError, TypeError) as error:
        raise BrokenRecordOfTheAttack(f"is not as it is written: {' '.join(str(error).split())}") from None


def _class(entry: Mapping[str, Json]) -> Class:
    return Class(_number(entry["count"]), _texts(entry["types"]), _texts(entry["paths"]), _text(entry["reason"]))


def _count(value: Json) -> Count:
    row = _table(value)
    return Count(*(_number(row[name]) for name in Count._fields))


def _number(value: Json) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(f"{value!r} is no number of mutants")
    return value


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(map(_text, _list(value)))


def _list(value: Json) -> tuple[Json, ...]:
    if not isinstance(value, tuple):
        raise TypeError(f"{value!r} is no list")
    return value


def _table(value: Json) -> Mapping[str, Json]:
    if not isinstance(value, Mapping):
        raise TypeError(f"{value!r} is no object")
    return value

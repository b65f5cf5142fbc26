"""What became of mutants, kept share by share, so that a run that was interrupted goes on where it was."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from attack.judging import Judge
from attack.mutants import Mutant
from attack.places import Gone
from gate.atomic import replace

# Of what was set instead, this much is kept.
SHOWN = 2_000


class Sort(NamedTuple):
    """Mutants that are alike: of one type, at one path, by one kind of change, noticed by the same policies."""

    type: str
    path: str
    kind: str
    noticing: tuple[str, ...]


class Unnoticed(NamedTuple):
    """A mutant that nothing noticed; `new` is what stands there now, as JSON; `parts` are its changes, if several."""

    type: str
    path: str
    kind: str
    words: str
    new: str
    is_equivalent: bool
    parts: tuple[Unnoticed, ...] = ()


class Outcomes(NamedTuple):
    """Of noticed mutants how many there are of each sort, and each that nothing noticed."""

    noticed: Counter[Sort]
    unnoticed: list[Unnoticed]


def outcomes(judge: Judge, mutants: Iterable[Mutant]) -> Outcomes:
    """What becomes of these mutants."""
    found = Outcomes(Counter(), [])
    for mutant in mutants:
        noticing = judge.noticing(mutant)
        if noticing:
            found.noticed[Sort(mutant.type, mutant.path, mutant.kind, tuple(sorted(noticing)))] += 1
        else:
            found.unnoticed.append(_unnoticed(judge, mutant))
    return found


def _unnoticed(judge: Judge, mutant: Mutant) -> Unnoticed:
    parts = tuple(_unnoticed(judge, part) for part in mutant.parts)
    return Unnoticed(*mutant[:4], _shown(mutant.new), judge.is_equivalent(mutant), parts)


def _shown(new: object) -> str:
    return "" if new is Gone.GONE else json.dumps(new)[:SHOWN]


def together(parts: Iterable[Outcomes]) -> Outcomes:
    """The outcomes of several shares."""
    found = Outcomes(Counter(), [])
    for part in parts:
        found.noticed.update(part.noticed)
        found.unnoticed.extend(part.unnoticed)
    return found


def keep(path: Path, found: Outcomes) -> None:
    """Writes a share's outcomes; the file is there only if it is whole."""
    lines: Iterator[Sequence[object]] = ([*sort, count] for sort, count in found.noticed.items())
    path.parent.mkdir(parents=True, exist_ok=True)
    replace(path, json.dumps({"noticed": [*lines], "unnoticed": found.unnoticed}))


def kept(path: Path) -> Outcomes | None:
    """A share's outcomes, if it was judged."""
    if not path.is_file():
        return None
    written = json.loads(path.read_text(encoding="utf-8"))
    noticed = {Sort(type_, at, kind, tuple(by)): count for type_, at, kind, by, count in written["noticed"]}
    return Outcomes(Counter(noticed), [_read(each) for each in written["unnoticed"]])


def _read(written: Sequence[Any]) -> Unnoticed:
    return Unnoticed._make([*written[:-1], tuple(map(_read, written[-1]))])

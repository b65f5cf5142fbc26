"""The score of a run: how many mutants must close the gate, and how many of them do, by type, by path and by kind."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from attack.oracle import Harmless
from attack.outcomes import Outcomes, Sort, Unnoticed
from attack.rows import Row
from gate.own_rules import UNCLAIMED_ATTRIBUTE, UNCLAIMED_TYPE

# What closes the gate on whatever no policy knows, and says no more of it than that.
GENERAL = frozenset({UNCLAIMED_ATTRIBUTE, UNCLAIMED_TYPE})
# It compares the deployment's trigger with the parts of the API. A synthesis writes both, so a part that changes there
# never meets it; a mutant changes the part alone, and meets it each time.
FOLLOWING = frozenset({"FRAUD_API_35"})


@dataclass
class Score:
    """What a run found."""

    total: Row = field(default_factory=Row)
    by_type: defaultdict[str, Row] = field(default_factory=lambda: defaultdict(Row))
    by_kind: defaultdict[str, Row] = field(default_factory=lambda: defaultdict(Row))
    by_path: defaultdict[tuple[str, str], Row] = field(default_factory=lambda: defaultdict(Row))
    survivors: list[Unnoticed] = field(default_factory=list)
    excused: Counter[Harmless] = field(default_factory=Counter)
    # Of each policy, how often and where it was the only one that noticed.
    alone: defaultdict[str, Counter[tuple[str, str]]] = field(default_factory=lambda: defaultdict(Counter))
    # Of each policy, the fewest others that ever noticed a mutant beside it.
    beside: dict[str, tuple[str, ...]] = field(default_factory=dict)
    noticed: Counter[str] = field(default_factory=Counter)
    # The policies that noticed a change of an attribute, or of what stands in it.
    by_attribute: defaultdict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    def rows(self, type_: str, path: str, kind: str) -> Iterable[Row]:
        return (self.total, self.by_type[type_], self.by_kind[kind], self.by_path[type_, path])


def attribute(path: str) -> str:
    """The attribute of the block in which a path begins; empty of the block itself."""
    return re.split(r"[.:\[]", path, maxsplit=1)[0]


def score(found: Outcomes, harmless: Sequence[Harmless]) -> Score:
    """The score of these outcomes by this table."""
    counted = Score(excused=Counter(dict.fromkeys(harmless, 0)))
    for sort, count in found.noticed.items():
        for row in counted.rows(sort.type, sort.path, sort.kind):
            row.closed += count
            row.generally += count if GENERAL.issuperset(sort.noticing) else 0
        counted.noticed.update(dict.fromkeys(sort.noticing, count))
        _attribute(sort, count, counted)
        counted.by_attribute[sort.type, attribute(sort.path)].update(sort.noticing)
    for mutant in found.unnoticed:
        _count(mutant, counted, harmless)
    return counted


def _attribute(sort: Sort, count: int, counted: Score) -> None:
    """Whose loss these mutants would show: one policy's, or of each the fewest others that notice them too."""
    own = [policy for policy in sort.noticing if policy not in FOLLOWING] or [*sort.noticing]
    if len(own) == 1:
        counted.alone[own[0]][sort.type, sort.path] += count
    for policy in own:
        others = tuple(other for other in own if other != policy)
        counted.beside[policy] = min(counted.beside.get(policy, others), others, key=lambda names: (len(names), names))


def _count(mutant: Unnoticed, counted: Score, harmless: Sequence[Harmless]) -> None:
    entry = _excusing(mutant, harmless)
    for row in counted.rows(mutant.type, mutant.path, mutant.kind):
        if mutant.is_equivalent:
            row.equivalent += 1
        elif entry:
            row.harmless += 1
        else:
            row.survived += 1
    if mutant.is_equivalent:
        return
    if entry:
        counted.excused[entry] += 1
    else:
        counted.survivors.append(mutant)


def _excusing(mutant: Unnoticed, harmless: Sequence[Harmless]) -> Harmless | None:
    """The entry that lets a mutant pass; of several changes, one of each of which must be let pass."""
    if not mutant.parts:
        return next((entry for entry in harmless if entry.allows(mutant)), None)
    entries = [_excusing(part, harmless) for part in mutant.parts if not part.is_equivalent]
    return entries[0] if entries and all(entries) else None


def stale(counted: Score, harmless: Sequence[Harmless]) -> list[Harmless]:
    """The entries that excuse nothing."""
    return [entry for entry in harmless if not counted.excused[entry]]

"""Comparing an attestation with what is there now: everything that does not match, by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from gate.moment import day
from gate.provenance.attestation import Statement
from gate.provenance.attested import Attested
from gate.provenance.digests import FOLDER, is_digest
from gate.provenance.tree_state import NO_REVISION, TreeState


def mismatches(statement: Statement, now: Attested, *, today: date, days: int) -> Iterator[str]:
    """What does not match, a line each; nothing where the attestation holds."""
    if not statement.is_open:
        yield f"the gate was not open: its verdict was {statement.verdict.value}"
        return  # where it judged nothing, each of several hundred files would be a line
    yield from ages(statement.time, today, days)
    if not statement.attested.subjects:
        yield "the attestation is of no file"
    yield from differing(statement.attested, now)


def differing(then: Attested, now: Attested) -> Iterator[str]:
    """What differs between what was attested and what is there now, a line each."""
    yield from _trees(then.tree, now.tree)
    yield from _files(then.subjects, now.subjects, "lies beside the stack, and was not judged")
    yield from _files(then.inputs, now.inputs, "is among what judges now, and was not then")
    for name in sorted({*then.tools, *now.tools}):
        if then.tools.get(name) != now.tools.get(name):
            yield f"{name}: is {now.tools.get(name, 'missing')} now, and was {then.tools.get(name, 'missing')}"


def ages(time: str, today: date, days: int) -> Iterator[str]:
    """A line if a time is more days before today than it may be, or after it."""
    age = (today - day(time)).days
    if age > days:
        yield f"the attestation is of {time}, {age} days old; run the gate again"
    elif age < 0:
        yield f"the attestation is of {time}, which is yet to come"


def _trees(then: TreeState, now: TreeState) -> Iterator[str]:
    if then.commit != now.commit:
        yield f"the attestation is of {_named(then)}, and the tree is now of {_named(now)}"
        return  # what differed from one commit cannot be compared with what differs from another
    for name in sorted({*then.changed, *now.changed}):
        if name not in then.changed:
            yield f"{name}: differs from the commit now, and did not then"
        elif then.changed[name] != now.changed.get(name):
            yield f"{name}: differed from the commit, and is not as it was then"


def _named(tree: TreeState) -> str:
    return NO_REVISION if tree.commit == NO_REVISION else f"commit {tree.commit}"


def _files(then: Mapping[str, str], now: Mapping[str, str], new: str) -> Iterator[str]:
    for name in sorted({*then, *now}):
        if name not in now:
            yield f"{name}: is missing, and was attested"
        elif now[name] == FOLDER and any(file.startswith(f"{name}/") for file in then):
            continue  # its files are missing, each by its own line
        elif not is_digest(now[name]):
            yield f"{name}: is {now[name]}, which nobody can have judged"
        elif name not in then:
            yield f"{name}: {new}"
        elif then[name] != now[name]:
            yield f"{name}: its bytes are not the attested ones"

"""Comparing two syntheses, file by file: JSON by its values, all else by its bytes; what was reviewed is ignored."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from policies.core.equality import same
from policies.core.strict_json import Frozen, Json, NotJson, loads
from successor.differences import ABSENT, Absent, Difference, Value
from successor.reviewed import CannotCompare, Ignored

Files = Mapping[str, bytes]
# Above this depth an object that only one side has is told by what is in it: each resource is a line.
GROUPS = {"resource": 3, "data": 3}


@dataclass(frozen=True)
class Compared:
    """What differs; what differs and is ignored, by its entry, each of which ignores something."""

    differences: tuple[Difference, ...]
    ignored: Mapping[Ignored, tuple[Difference, ...]]


def compare(ours: Files, theirs: Files, table: Sequence[Ignored]) -> Compared:
    """Compares all files of both; raises CannotCompare where there is nothing to compare, or an entry is idle.

    An entry is idle if it ignores nothing though all else is equal: a difference may be why it no longer fits.
    """
    if not any(name.endswith("/cdk.tf.json") for name in ours):
        raise CannotCompare("stacks: ours synthesized no cdk.tf.json; run `make gate`, which says why")
    found = [difference for name in sorted({*ours, *theirs}) for difference in _file(name, ours, theirs)]
    ignored = {entry: tuple(difference for difference in found if ignores(entry, difference)) for entry in table}
    idle = [entry for entry, differences in ignored.items() if not differences]
    rest = tuple(each for each in found if not any(each in differences for differences in ignored.values()))
    if idle and not rest:
        place = ".".join(idle[0].path)
        raise CannotCompare(f"successor/reviewed.toml: {place} of {idle[0].file} ignores nothing; remove the entry")
    return Compared(rest, ignored)


def ignores(entry: Ignored, difference: Difference) -> bool:
    """Whether it is another text at just this place, of the texts that the entry names, if it names any."""
    return (
        difference.file.rpartition("/")[2] == entry.file
        and difference.path == entry.path
        and isinstance(difference.ours, str)
        and isinstance(difference.theirs, str)
        and entry.ours in (None, difference.ours)
        and entry.theirs in (None, difference.theirs)
    )


def _file(name: str, ours: Files, theirs: Files) -> Iterator[Difference]:
    one, other = ours.get(name), theirs.get(name)
    if one == other:
        return
    if one is None or other is None or not name.endswith(".json"):
        yield Difference(name, (), _digest(one), _digest(other))
        return
    yield from _values(name, (), _read(name, one), _read(name, other))


def _digest(content: bytes | None) -> Value:
    return ABSENT if content is None else f"sha256:{hashlib.sha256(content).hexdigest()}"


def _read(name: str, content: bytes) -> Json:
    try:
        return loads(content.decode())
    except (UnicodeDecodeError, NotJson) as error:
        raise CannotCompare(f"{name}: {error}; look at what wrote it") from error


def _values(name: str, path: tuple[str | int, ...], ours: Value, theirs: Value) -> Iterator[Difference]:
    if _is_group(path, ours, theirs):
        ours, theirs = (Frozen() if isinstance(value, Absent) else value for value in (ours, theirs))
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        for key in sorted({*ours, *theirs}):
            yield from _values(name, (*path, key), ours.get(key, ABSENT), theirs.get(key, ABSENT))
    elif isinstance(ours, tuple) and isinstance(theirs, tuple) and len(ours) == len(theirs):
        for number, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            yield from _values(name, (*path, number), one, other)
    elif not same(ours, theirs):
        yield Difference(name, path, ours, theirs)


def _is_group(path: tuple[str | int, ...], ours: Value, theirs: Value) -> bool:
    """Whether the one side that is there is an object of several resources."""
    there = [value for value in (ours, theirs) if not isinstance(value, Absent)]
    deep = len(path) < GROUPS.get(str(path[0]), 0) if path else False
    return deep and len(there) == 1 and isinstance(there[0], Mapping) and bool(there[0])

"""What differs in the functions' code and in the records of what they call, function by function."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from gate.compare.difference import Difference, Direction
from gate.compare.meaning import same_but_for_comments
from gate.compare.tracked import Files
from gate.compare.values import changes
from policies.core import strict_json
from policies.core.function_sources import LEFT_OUT, ROOT, SUFFIXES, NoSource, Sources
from policies.core.snapshot import FILE, LINK, Entry
from policies.core.strict_json import Json

KIND = "functions"
START = f"{ROOT}/"


def sources(files: Files) -> Sources:
    """What the bundles of a revision must hold: its own sources, from git."""
    found = {}
    for path, file in files.items():
        name = path.removeprefix(START)
        if path.startswith(START) and name.endswith(SUFFIXES) and PurePosixPath(path).name != LEFT_OUT:
            found[name] = Entry(name, FILE, file.data) if file.is_file else Entry(name, LINK)
    return Sources(found)


def code(base: Files, head: Files) -> Iterator[Difference]:
    """A line for each function whose code changed, for each call that its record gained or lost, and for all else."""
    before, after = _packages(base), _packages(head)
    differing = {path for path in {*base, *head} if path.startswith(START) and base.get(path) != head.get(path)}
    told: set[str] = set()
    for package in sorted({*before, *after}):
        old, new = before.get(package, frozenset()), after.get(package, frozenset())
        paths = sorted(path for path in old | new if path in differing or (path in old) is not (path in new))
        if paths:
            told |= {*paths}
            direction = Direction.CHANGED if old and new else Direction.NEW if new else Direction.GONE
            verb = "changed" if old and new else f"is {direction.value}"
            said = ", ".join(_said(path, package, base, head, paired=bool(old and new)) for path in paths)
            what = f"code of {_function(package)} {verb}: {said}"
            yield Difference(direction, f"{START}{package}", what, KIND)
    for path in sorted(differing - told):
        if PurePosixPath(path).name == LEFT_OUT:
            yield from _record(path, base, head)
        else:
            yield _unpacked(path, base, head)


def functions_of(told: Iterable[Difference]) -> frozenset[str]:
    """The names of the functions whose code is told of."""
    return frozenset(_function(PurePosixPath(one.place).name) for one in told if one.what.startswith("code of "))


def _packages(files: Files) -> Mapping[str, frozenset[str]]:
    """The paths of all that a function's bundle must hold, by the function's package."""
    held = sources(files)
    return {package: frozenset(_paths(held, package)) for package in held.packages}


def _paths(held: Sources, package: str) -> Iterator[str]:
    try:
        members: Iterable[str] = held.members(package)
    except NoSource:  # what cannot be followed is at least the package itself
        members = [name for name in held.files if name.startswith(f"{package}/")]
    return (name if name.startswith(START) else f"{START}{name}" for name in members)


def _function(package: str) -> str:
    return package.replace("_", "-")


def _said(path: str, package: str, base: Files, head: Files, *, paired: bool) -> str:
    """`scoring.py`, and what became of it where it is not simply other code."""
    name = path.removeprefix(f"{START}{package}/").removeprefix(START)
    old, new = base.get(path), head.get(path)
    if not old or not new or old == new:
        return f"{name} ({'packed or not' if old and new else 'new' if new else 'gone'})" if paired else name
    if old.data == new.data:
        return f"{name} (its mode)"
    return f"{name} (comments alone)" if same_but_for_comments(path, old.data, new.data) else name


def _unpacked(path: str, base: Files, head: Files) -> Difference:
    """What became of a file that no bundle holds."""
    if path in base and path in head:
        return Difference(Direction.CHANGED, path, "changed", KIND)
    direction = Direction.NEW if path in head else Direction.GONE
    return Difference(direction, path, f"is {direction.value}", KIND)


def _record(path: str, base: Files, head: Files) -> Iterator[Difference]:
    """What a function was seen to call, and is not, or the other way round."""
    old, new = (_read(files, path) for files in (base, head))
    said = list(changes(old, new, "record")) if old is not None and new is not None else []
    if not said:
        yield _unpacked(path, base, head)
    yield from (Difference(Direction.CHANGED, path, change, KIND) for change in said)


def _read(files: Files, path: str) -> Json:
    """What a record says; None where there is none that can be read."""
    try:
        return strict_json.loads(files[path].data.decode()) if path in files else None
    except (ValueError, strict_json.NotJson):
        return None

"""What differs in the tracked files, each by its class: nobody can tell whether what judges or steers asks for less."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gate.compare.difference import Difference, Direction
from gate.compare.meaning import details, same_but_for_comments
from gate.compare.plain_rule import is_plain
from gate.compare.tracked import Files, Tracked
from gate.file_classes import STEERING, FileClass, file_class
from policies.core.rulebook import NO_SUBJECTS

POLICY = re.compile(rf"policies/(?!(?:{'|'.join(sorted(NO_SUBJECTS))})/)[a-z0-9_]+/(?!__)[a-z0-9_]+\.py")
RULE = re.compile(rf"{POLICY.pattern}|tests/compliance/test_[a-z0-9_]+\.py")
ID = re.compile(r"^    id(?:: [^=\n]+)? = [\"']([A-Z0-9_]+)[\"']", re.MULTILINE)
# Told by what they hold: the waivers entry by entry, the functions function by function.
ELSEWHERE = frozenset({FileClass.WAIVERS, FileClass.FUNCTIONS})


def files(base: Files, head: Files) -> Iterator[Difference]:
    """Each path that is new, gone or changed, the kind of what stands there included."""
    moved, known = _moved(base, head), _ids(base)
    for path in sorted({*base, *head}):
        old, new, kind = base.get(path), head.get(path), file_class(path)
        if old == new or path in moved.values():
            continue
        if path in moved:
            yield Difference(Direction.MOVED, moved[path], f"{_named(path, old)}moved from {path}", kind.value)
            continue
        odd = _odd(old, new)
        if odd:
            steers = kind in STEERING or not (new and new.is_file)
            yield Difference(Direction.WEAKER if steers else Direction.CHANGED, path, odd, kind.value)
        if kind not in ELSEWHERE and not (odd and _data(old) == _data(new)):
            yield _difference(path, old, new, kind, known)


def _difference(
    path: str, old: Tracked | None, new: Tracked | None, kind: FileClass, known: frozenset[str]
) -> Difference:
    steers, name = kind in STEERING, _named(path, new or old)
    if old and new:
        if same_but_for_comments(path, old.data, new.data):
            return Difference(Direction.CHANGED, path, f"{name}changed in comments alone", kind.value)
        if not steers:
            return Difference(Direction.CHANGED, path, "changed", kind.value)
        what = f"{_named(path, old)}was changed, and may ask for less{details(path, old.data, new.data)}"
        return Difference(Direction.WEAKER, path, what, kind.value)
    if old:
        return Difference(Direction.WEAKER if steers else Direction.GONE, path, f"{name}is gone", kind.value)
    if not steers:
        return Difference(Direction.NEW, path, "is new", kind.value)
    return _new(path, new, kind, known)


def _new(path: str, new: Tracked | None, kind: FileClass, known: frozenset[str]) -> Difference:
    """A rule that nobody had asks for more; anything else that is new among what judges may stand in for something."""
    ids = ID.findall(new.data.decode(errors="replace")) if new else []
    taken = ", ".join(sorted(known.intersection(ids)))
    if taken:
        return Difference(Direction.WEAKER, path, f"is new, and carries the id of another: {taken}", kind.value)
    if new and RULE.fullmatch(path) and bool(ids) is bool(POLICY.fullmatch(path)) and is_plain(path, new.data):
        return Difference(Direction.STRONGER, path, f"{_named(path, new)}is new", kind.value)
    return Difference(Direction.WEAKER, path, "is new, and may steer what judges", kind.value)


def _odd(old: Tracked | None, new: Tracked | None) -> str:
    """What is told of a link, of a submodule, and of a mode that changed."""
    if old and new and old.mode != new.mode:
        return f"was {old.kind}, and is {new.kind}"
    if all(one is None or one.is_file for one in (old, new)):
        return ""
    return f"is {new.kind}{'' if old else ', and new'}" if new else f"was {old.kind if old else ''}, and is gone"


def _data(file: Tracked | None) -> bytes | None:
    return file.data if file else None


def _moved(base: Files, head: Files) -> dict[str, str]:
    """Where each policy went that has the same bytes at another policy's place."""
    new = {file: path for path, file in head.items() if path not in base and POLICY.fullmatch(path)}
    gone = {file: path for path, file in base.items() if path not in head and POLICY.fullmatch(path)}
    return {gone[file]: path for file, path in new.items() if file in gone}


def _ids(files: Files) -> frozenset[str]:
    texts = (file.data.decode(errors="replace") for path, file in files.items() if path.startswith("policies/"))
    return frozenset(name for text in texts for name in ID.findall(text))


def _named(path: str, file: Tracked | None) -> str:
    """`FRAUD_LOG_1 `, of a file that is a policy; else nothing."""
    ids = ID.findall(file.data.decode(errors="replace")) if file and POLICY.fullmatch(path) else []
    return f"{', '.join(ids)} " if ids else ""

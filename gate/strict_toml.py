"""Files of TOML that must have just one shape: what is wrong with an entry, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from gate.toml_file import toml


class BrokenToml(ValueError):
    """A file, of this name, is not as it must be; the message names file, entry, reason and remedy, in one line."""

    def __init__(self, file: str, message: str) -> None:
        super().__init__(f"{file}: {message}")
        self.file = file


class Problem(NamedTuple):
    """What is wrong with an entry of a file, and what to do about it."""

    entry: str
    reason: str
    remedy: str


class Shape(NamedTuple):
    """The keys of an entry: texts and lists of texts that must be there, and what may be there beside them."""

    texts: tuple[str, ...]
    lists: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    perhaps_tables: tuple[str, ...] = ()


def content(path: Path, tables: tuple[str, ...]) -> Mapping[str, list[dict[str, Any]]]:
    """The entries of a file that holds these arrays of tables and nothing else; raises BrokenToml."""
    try:
        found = toml(path)
    except (OSError, ValueError) as error:
        reason = f"cannot be read: {' '.join(str(error).split())}"
        raise broken(path, Problem("the file", reason, "fix it")) from None
    if found.keys() != set(tables) or not all(map(_are_tables, found.values())):
        entries = ", ".join(f"[[{name}]]" for name in tables)
        raise broken(path, Problem("the file", f"must hold {entries} and nothing else", "write these"))
    return found


def broken(path: Path, problem: Problem) -> BrokenToml:
    """The error that names the problem, in one line."""
    return BrokenToml(path.name, " ".join(f"{problem.entry} {problem.reason}; {problem.remedy}".split()))


def misshapen(where: str, entry: Mapping[str, Any], shape: Shape) -> Iterator[Problem]:
    """What is wrong with the keys of an entry and with the kinds of their values."""
    must, may = (*shape.texts, *shape.lists), (*shape.perhaps, *shape.perhaps_tables)
    if not {*must} <= entry.keys() <= {*must, *may}:
        allowed = f"{', '.join(must)}{' and perhaps ' if may else ''}{', '.join(may)}"
        yield Problem(where, f"has {', '.join(entry) or 'nothing'}", f"let it have {allowed}, and nothing else")
    for name, value in entry.items():
        if name in (*shape.texts, *shape.perhaps) and not _is_text(value):
            yield Problem(where, f"has no text as {name}", "write one that is not empty")
        if name in shape.lists and not _are_texts(value):
            yield Problem(where, f"has no list of texts as {name}", "list one or more")
        if name in shape.perhaps_tables and not _are_tables(value):
            yield Problem(where, f"has no list of tables as {name}", "write one or more, each as { ... }")


def _are_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, dict) for each in value)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_text, value))


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())

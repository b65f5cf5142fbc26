"""A synthesized folder as whoever did not write it reads it: a moment's look, without links, within bounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from policies.core.deployed_folder import FUNCTION, STACKS, SYNTHESIZED
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.snapshot import FILE, FOLDER, Entry, TooMuch, snapshot
from policies.core.stack import Stack

Entries = Sequence[Entry]


class NotSynthesized(ValueError):
    """The folder is no synthesis that can be read; the message names it, the reason and the remedy, in one line."""


def look(output: Path) -> tuple[Entries, Mapping[str, bytes]]:
    """Everything in the folder, and the bytes of each stack's file by the stack's name; raises NotSynthesized."""
    try:
        entries = snapshot(output)
    except TooMuch as error:
        raise NotSynthesized(f"{output.name}: {error}; a synthesis holds a few files") from None
    except OSError as error:
        raise NotSynthesized(
            f"{output.name}: {(error.strerror or 'changed').lower()}; give a synthesized folder"
        ) from None
    names = {entry.path.split("/")[1] for entry in entries if entry.path.startswith(f"{STACKS}/")}
    for name in sorted(names.difference(KNOWN_STACKS)):
        raise NotSynthesized(f"{name}: is no stack of this project; the known ones are {', '.join(KNOWN_STACKS)}")
    if not names:
        raise NotSynthesized(f"{output.name}: holds no stack; give a synthesized folder")
    return entries, {name: _file(entries, name) for name in sorted(names)}


def beside(entries: Entries, name: str, stack: Stack) -> Iterator[tuple[str, str]]:
    """(path, digest or kind) of all that is neither the stack's file nor a bundle that it names, as the manifest."""
    place = f"{STACKS}/{name}"
    bundles = {f"{place}/{function.get('filename')}" for function in stack.of(FUNCTION)}
    expected = {(path, FILE) for path in (f"{place}/{SYNTHESIZED}", *bundles)}
    expected |= {(path, FOLDER) for path in (STACKS, place, *(str(Path(path).parent) for path in bundles))}
    for entry in entries:
        another = entry.path.startswith(f"{STACKS}/") and entry.path.split("/")[1] != name
        if not another and (entry.path, entry.kind) not in expected:
            yield entry.path, entry.digest or entry.kind


def _file(entries: Entries, name: str) -> bytes:
    path = f"{STACKS}/{name}/{SYNTHESIZED}"
    found = next((entry for entry in entries if entry.path == path), None)
    if found is None or found.data is None:
        problem = found.problem or "is no regular file" if found else "is missing"
        raise NotSynthesized(f"{path}: {problem}; synthesize it again")
    return found.data

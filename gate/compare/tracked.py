"""The tracked files of a revision, byte for byte from git's objects, and a copy of some of them in a scratch folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from gate.git_objects import FILE_MODES, contents, entries

LINK = "120000"
KINDS = {"100644": "a file", "100755": "an executable file", LINK: "a link", "160000": "a submodule"}
NEVER = frozenset({"", ".", "..", ".git"})


class Misplaced(ValueError):
    """A path that is not copied; the message names it, the reason and the remedy, in one line."""


class Tracked(NamedTuple):
    """A file of a revision: its mode in git and its bytes; of a link where it leads, of a submodule its commit."""

    mode: str
    data: bytes

    @property
    def is_file(self) -> bool:
        return self.mode in FILE_MODES

    @property
    def kind(self) -> str:
        return KINDS.get(self.mode, f"of mode {self.mode}")


Files = Mapping[str, Tracked]


def tracked(root: Path, revision: str) -> Files:
    """Every path of a revision; raises git.NoAnswer."""
    found = entries(root, revision)
    held = contents(root, (entry.object for entry in found.values() if entry.mode in (*FILE_MODES, LINK)))
    return {path: Tracked(entry.mode, held.get(entry.object, entry.object.encode())) for path, entry in found.items()}


def copy(files: Files, wanted: tuple[str, ...], folder: Path) -> None:
    """Writes the files at and below the wanted paths into an empty folder; raises Misplaced, and leaves it then."""
    for path, file in _below(files, wanted):
        if NEVER & {*path.split("/")} or "\\" in path:
            raise Misplaced(f"{path!r}: is no path inside the project; remove it")
        if not file.is_file:
            raise Misplaced(f"{path}: is {file.kind}, and no file; commit the file itself")
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as written:
            written.write(file.data)


def _below(files: Files, wanted: tuple[str, ...]) -> Iterator[tuple[str, Tracked]]:
    return ((path, file) for path, file in files.items() if path in wanted or PurePosixPath(path).parts[0] in wanted)

"""The commit that a verdict is of, and every file in which the tree differs from it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gate import git
from gate.git_objects import FILE_MODES, Entry, Exchanged, blob_id, entries
from gate.provenance.digests import content
from gate.provenance.inputs import of_code
from gate.regular_file import read

NO_REVISION = "no revision"
GONE = "missing"
NOT_HELD = "no commit of the clone holds this folder; commit it there, or clone the project"


@dataclass(frozen=True)
class TreeState:
    """A commit's id, or that there is none; the files that are not as it holds them, or that it does not hold.

    `changed` has the digest of each such file by its path, or a word for what has none. `why` says, where there is no
    commit, why not and what to do.
    """

    commit: str = NO_REVISION
    changed: Mapping[str, str] = field(default_factory=dict)
    why: str = field(default=NOT_HELD, compare=False)

    @property
    def is_clean(self) -> bool:
        return self.commit != NO_REVISION and not self.changed

    def __str__(self) -> str:
        """`commit 1a2b..., 2 files differ from it: README.md, notes.txt`, or `no revision`."""
        if self.commit == NO_REVISION:
            return NO_REVISION
        if self.is_clean:
            return f"commit {self.commit}"
        count = len(self.changed)
        differ = "file differs" if count == 1 else "files differ"
        return f"commit {self.commit}, {count} {differ} from it: {', '.join(sorted(self.changed))}"


def tree_state(root: Path) -> TreeState:
    """The state of the tree at `root`, what is staged included. Where no commit holds it: no revision.

    What git ignores is no part of it, except in the folders of code, since anybody may write a `.gitignore` there.
    """
    try:
        commit = git.commit(root)
        held = entries(root, commit)
        if not held:
            return TreeState()
        there = git.there(root) | of_code(root)
    except Exchanged as error:
        return TreeState(why=f"{error}; see what else `git fsck` names, and clone the project anew")
    except git.NoAnswer:
        return TreeState(why=git.unknown(root))
    paths = sorted({*differing(root, held), *(there - held.keys())})
    return TreeState(commit, {_encodable(path): _content(root / path) for path in paths})


def differing(root: Path, held: Mapping[str, Entry]) -> tuple[str, ...]:
    """The paths of a commit whose bytes, or whose kind, in the tree are others, or that are missing there.

    By the bytes themselves and not by the index, which can be told that a file never changes.
    """
    return tuple(sorted(path for path, entry in held.items() if not _is_same(f"{root}/{path}", entry)))


def _is_same(path: str, entry: Entry) -> bool:
    """By text alone, as gate/provenance/inputs.py goes by it."""
    try:
        if os.path.islink(path):
            return entry.mode == "120000" and blob_id(os.fsencode(os.readlink(path)), entry.object) == entry.object
        return entry.mode in FILE_MODES and blob_id(read(path), entry.object) == entry.object
    except OSError:
        return False


def _content(path: Path) -> str:
    return content(path) if path.is_symlink() or path.exists() else GONE


def _encodable(path: str) -> str:
    return path.encode(errors="surrogateescape").decode(errors="backslashreplace")

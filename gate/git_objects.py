"""What a commit holds, byte for byte: its tree and its blobs, each as its own id says, which git does not compare."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from gate.git import NoAnswer, ask, commit

FILE_MODES = ("100644", "100755")
ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
COMMIT, TREE, BLOB = "commit", "tree", "blob"


class Entry(NamedTuple):
    """A path of a commit: its mode (`100644`, `100755`, `120000` of a link, `160000` of a submodule) and its object."""

    mode: str
    object: str


class Exchanged(NoAnswer):
    """An object of the clone is not the one whose id it has; the message names it."""


def entries(root: Path, revision: str) -> Mapping[str, Entry]:
    """Every path of a commit at and below `root`, relative to it; raises NoAnswer."""
    id_ = revision if ID.fullmatch(revision) else commit(root, revision)
    listed = ask(root, "ls-tree", "-r", "-t", "-z", f"{id_}^{{commit}}").decode(errors="surrogateescape")
    found: dict[str, Entry] = {}
    trees = []
    for line in filter(None, listed.split("\0")):
        about, _, path = line.partition("\t")
        mode, kind, name = about.split(" ")
        if kind == TREE:
            trees.append(name)
        elif path in found:
            raise NoAnswer(f"{revision}: holds {path} twice, and one of them hides the other")
        else:
            found[path] = Entry(mode, name)
    _refuse_exchanged(root, id_, trees)
    return found


def _refuse_exchanged(root: Path, id_: str, trees: Iterable[str]) -> None:
    """Raises NoAnswer unless the commit, its own tree and those below are what their ids say."""
    whole = f"{id_}^{{tree}}"
    held = _objects(root, {id_: COMMIT, whole: TREE, **dict.fromkeys(trees, TREE)})
    if not held[id_].startswith(f"tree {_id(TREE, held[whole], id_)}\n".encode()):
        raise Exchanged(f"the tree of the commit {id_} is not what its name says")


def contents(root: Path, objects: Iterable[str]) -> Mapping[str, bytes]:
    """The bytes of each blob, by its id; raises NoAnswer."""
    return _objects(root, dict.fromkeys(objects, BLOB))


def blob_id(data: bytes, like: str) -> str:
    """The id of a blob of these bytes, by the kind of hash that another id shows."""
    return _id(BLOB, data, like)


def _objects(root: Path, kinds: Mapping[str, str]) -> Mapping[str, bytes]:
    """The bytes of each object, by what names it; raises NoAnswer unless it is of that kind, and what an id says."""
    given = "".join(f"{name}\n" for name in kinds).encode()
    printed, at, found = ask(root, "cat-file", "--batch", "--buffer", given=given), 0, {}
    for name, kind in kinds.items():
        start = printed.index(b"\n", at) + 1
        words = printed[at:start].split()
        if len(words) != 3:
            raise NoAnswer(f"git has no object {name}")
        if words[1] != kind.encode():
            raise NoAnswer(f"the object {name} is no {kind}")
        end = start + int(words[2])
        found[name], at = printed[start:end], end + 1
        if ID.fullmatch(name) and _id(kind, found[name], name) != name:
            raise Exchanged(f"the object {name} is not what its name says")
    return found


def _id(kind: str, data: bytes, like: str) -> str:
    hashed = hashlib.sha256 if len(like) == 64 else hashlib.sha1
    return hashed(b"%s %d\0" % (kind.encode(), len(data)) + data).hexdigest()

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
    tree = _objects(root, [id_], COMMIT)[id_].partition(b"\n")[0].removeprefix(b"tree ").decode(errors="replace")
    listed = ask(root, "ls-tree", "-r", "-t", "-z", tree).decode(errors="surrogateescape")
    found: dict[str, Entry] = {}
    trees = [tree]
    for line in filter(None, listed.split("\0")):
        about, _, path = line.partition("\t")
        mode, kind, name = about.split(" ")
        if kind == TREE:
            trees.append(name)
            continue
        if path in found:
            raise NoAnswer(f"{revision}: holds {path} twice, and one of them hides the other")
        found[path] = Entry(mode, name)
    _objects(root, trees, TREE)
    return found


def contents(root: Path, objects: Iterable[str]) -> Mapping[str, bytes]:
    """The bytes of each blob, by its id; raises NoAnswer."""
    return _objects(root, objects, BLOB)


def blob_id(data: bytes, like: str) -> str:
    """The id of a blob of these bytes, by the kind of hash that another id shows."""
    return _id(BLOB, data, like)


def _objects(root: Path, objects: Iterable[str], kind: str) -> Mapping[str, bytes]:
    """The bytes of each object, by its id; raises NoAnswer where they are not those of one of this kind and id."""
    wanted = list(dict.fromkeys(objects))
    given = "".join(f"{name}\n" for name in wanted).encode()
    printed, at, found = ask(root, "cat-file", "--batch", given=given), 0, {}
    for name in wanted:
        start = printed.index(b"\n", at) + 1
        words = printed[at:start].split()
        if len(words) != 3:
            raise NoAnswer(f"git has no object {name}")
        if words[1] != kind.encode():
            raise NoAnswer(f"the object {name} is no {kind}")
        end = start + int(words[2])
        found[name], at = printed[start:end], end + 1
        if _id(kind, found[name], name) != name:
            raise Exchanged(f"the object {name} is not what its name says")
    return found


def _id(kind: str, data: bytes, like: str) -> str:
    hashed = hashlib.sha256 if len(like) == 64 else hashlib.sha1
    return hashed(b"%s %d\0" % (kind.encode(), len(data)) + data).hexdigest()

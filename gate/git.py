"""git, asked for objects only: what a commit holds, byte for byte, and what stands in the tree.

No archive and no checkout, which attributes in the tree itself can steer; and nothing inherited, since inside a hook
`GIT_DIR` and the like name another repository or index.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

# Neither the user's hooks, nor a monitor that says what changed, nor objects that stand in for others.
STEERED = ("-c", "core.fsmonitor=false", "-c", "core.quotepath=false", "-c", "safe.directory=*", "--no-replace-objects")
IGNORED = ".gitignore"
FILE_MODES = ("100644", "100755")
ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


class Entry(NamedTuple):
    """A path of a commit: its mode (`100644`, `100755`, `120000` of a link, `160000` of a submodule) and its object."""

    mode: str
    object: str


class NoAnswer(RuntimeError):
    """git is not there, or refuses; the message says why, in one line."""


def ask(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What git prints; raises NoAnswer."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    kept["GIT_GRAFT_FILE"] = os.devnull  # which would give a commit other parents
    command = ["git", *STEERED, *arguments]
    try:
        done = subprocess.run(command, cwd=root, env=kept, input=given, capture_output=True, check=False)  # noqa: S603
    except OSError as error:
        raise NoAnswer(f"git cannot be run: {(error.strerror or type(error).__name__).lower()}") from None
    if done.returncode:
        raise NoAnswer(" ".join(done.stderr.decode(errors="replace").split()) or f"git {arguments[0]} failed")
    return done.stdout


def commit(root: Path, revision: str = "HEAD") -> str:
    """The id of the commit that a revision names; raises NoAnswer."""
    return ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode().strip()


def unknown(root: Path) -> str:
    """Why a revision may be unknown at `root`, and what to do about it."""
    try:
        is_shallow = ask(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
    except NoAnswer as error:
        if not shutil.which("git"):
            return "git is not on the PATH; install it"
        return f"this folder is no clone that git can read ({error}); clone the project, or mend what git names"
    if is_shallow:
        return "this clone is shallow, and lacks what is older; run `git fetch --unshallow`"
    return "no such commit is here; fetch or make it, or name another"


def entries(root: Path, revision: str) -> Mapping[str, Entry]:
    """Every path of a commit at and below `root`, relative to it; raises NoAnswer."""
    id_ = revision if ID.fullmatch(revision) else commit(root, revision)
    listed = ask(root, "ls-tree", "-r", "-z", f"{id_}^{{commit}}").decode(errors="surrogateescape")
    found: dict[str, Entry] = {}
    for line in filter(None, listed.split("\0")):
        about, _, path = line.partition("\t")
        mode, _, name = about.split(" ")
        if path in found:
            raise NoAnswer(f"{revision}: holds {path} twice, and one of them hides the other")
        found[path] = Entry(mode, name)
    return found


def contents(root: Path, objects: Iterable[str]) -> Mapping[str, bytes]:
    """The bytes of each blob, by its id, which git itself does not compare with them; raises NoAnswer."""
    wanted = list(dict.fromkeys(objects))
    given = "".join(f"{name}\n" for name in wanted).encode()
    printed, at, found = ask(root, "cat-file", "--batch", given=given), 0, {}
    for name in wanted:
        start = printed.index(b"\n", at) + 1
        words = printed[at:start].split()
        if len(words) != 3:
            raise NoAnswer(f"git has no object {name}")
        end = start + int(words[2])
        found[name], at = printed[start:end], end + 1
        if blob_id(found[name], name) != name:
            raise NoAnswer(f"the object {name} is not what its name says")
    return found


def tracked(root: Path) -> frozenset[str]:
    """The paths at and below `root` that git's index holds; raises NoAnswer."""
    return _paths(ask(root, "ls-files", "-z"))


def there(root: Path) -> frozenset[str]:
    """The tracked paths, and all others that the .gitignore at `root` does not name; raises NoAnswer.

    No other list counts: one in a folder below could hide that folder, and itself.
    """
    named = [f"--exclude-from={IGNORED}"] if (root / IGNORED).is_file() else []
    return _paths(ask(root, "ls-files", "-z", "--cached", "--others", *named))


def blob_id(data: bytes, like: str) -> str:
    """The id of a blob of these bytes, by the kind of hash that another id shows."""
    kind = hashlib.sha256 if len(like) == 64 else hashlib.sha1
    return kind(b"blob %d\0" % len(data) + data).hexdigest()


def _paths(listed: bytes) -> frozenset[str]:
    return frozenset(filter(None, listed.decode(errors="surrogateescape").split("\0")))

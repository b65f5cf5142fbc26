"""git, asked which commit a revision is, and what stands in the tree.

No archive and no checkout, which attributes in the tree itself can steer; and nothing inherited, since inside a hook
`GIT_DIR` and the like name another repository or index.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

# Neither the user's hooks, nor a monitor that says what changed, nor objects that stand in for others; and a name in
# other letters is another name.
STEERED = (
    *("-c", "core.fsmonitor=false", "-c", "core.quotepath=false", "-c", "core.ignorecase=false"),
    *("-c", "safe.directory=*", "--no-replace-objects"),
)
IGNORED = ".gitignore"


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
        return f"this folder is no clone that git can read ({error}); clone the project, or fix what git names"
    if is_shallow:
        return "this clone is shallow, and lacks what is older; run `git fetch --unshallow`"
    return "no such commit is here; fetch or make it, or name another"


def tracked(root: Path) -> frozenset[str]:
    """The paths at and below `root` that git's index holds; raises NoAnswer."""
    return _paths(ask(root, "ls-files", "-z"))


def there(root: Path) -> frozenset[str]:
    """The tracked paths, and all others that the .gitignore at `root` does not name; raises NoAnswer.

    No other list counts: one in a folder below could hide that folder, and itself.
    """
    named = [f"--exclude-from={IGNORED}"] if (root / IGNORED).is_file() else []
    return _paths(ask(root, "ls-files", "-z", "--cached", "--others", *named))


def _paths(listed: bytes) -> frozenset[str]:
    return frozenset(filter(None, listed.decode(errors="surrogateescape").split("\0")))

"""The folder that is kept: written anew from what was judged, in place of an earlier synthesis and of nothing else."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from gate.deployed import Deployed
from policies.core import strict_json
from policies.core.deployed_folder import ASSETS, LOCK, MANIFEST, STACKS, SYNTHESIZED

# What CDKTF and Terraform leave beside the file that they work on.
FILES = (SYNTHESIZED, LOCK)
BESIDE = frozenset({*FILES, ASSETS, ".terraform"})


class Foreign(ValueError):
    """The folder holds what no synthesis wrote; the message names it, in one line."""


def replace(output: Path, deployed: Deployed) -> None:
    """Writes what may be deployed into new files, which nobody else holds open, and puts them in place of `output`."""
    if output.is_symlink():
        raise NotADirectoryError(errno.ENOTDIR, "is a link", str(output))
    scratch = Path(tempfile.mkdtemp(prefix=f".{output.name}.", dir=output.parent))
    try:
        scratch.chmod(0o755)
        for entry in deployed.kept().entries:
            if entry.data is None:
                (scratch / entry.path).mkdir()
            else:
                (scratch / entry.path).write_bytes(entry.data)
        remove(output)
        scratch.rename(output)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def remove(output: Path) -> None:
    """Removes the folder, if it is there; a link stays, with what it leads to."""
    if output.is_dir() and not output.is_symlink():
        shutil.rmtree(output)


def refuse_foreign(output: Path) -> None:
    """Raises Foreign unless it is missing, empty, or an earlier synthesis with what Terraform left beside it."""
    try:
        for path in _foreign(output):
            raise Foreign(f"{path}: is there, and no synthesis wrote it; move it away, or name another folder")
    except OSError as error:
        raise Foreign(f"{output}: cannot be read: {(error.strerror or '').lower()}; name another folder") from None


def _foreign(output: Path) -> Iterator[Path]:
    if not os.path.lexists(output):
        return
    if output.is_symlink() or not output.is_dir():
        yield output
    elif any(output.iterdir()):
        yield from _unknown(output, {MANIFEST, STACKS})
        if not _is_manifest(output / MANIFEST):
            yield output / MANIFEST
        for stack in _inside(output / STACKS):
            yield from _unknown(stack, BESIDE)
            files = [*map(stack.joinpath, FILES), *_inside(stack / ASSETS)]
            yield from (path for path in files if os.path.lexists(path) and not _is_file_of_a_synthesis(path))


def _unknown(folder: Path, known: set[str] | frozenset[str]) -> Iterator[Path]:
    if folder.is_symlink() or not folder.is_dir():
        yield folder
    else:
        yield from (path for path in sorted(folder.iterdir()) if path.name not in known or path.is_symlink())


def _inside(folder: Path) -> Iterator[Path]:
    return iter(sorted(folder.iterdir()) if folder.is_dir() else ())


def _is_file_of_a_synthesis(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and (path.name in FILES or path.suffix == ".zip")


def _is_manifest(path: Path) -> bool:
    """Whether it is a manifest of CDKTF's, and not a file of that name that many programs have."""
    with suppress(OSError, UnicodeDecodeError, strict_json.NotJson):
        if stat.S_ISREG(path.lstat().st_mode):
            content = strict_json.loads(path.read_text(encoding="utf-8"))
            return isinstance(content, dict) and content.keys() == {"stacks", "version"}
    return False

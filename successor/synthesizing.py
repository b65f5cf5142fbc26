"""Synthesizing a renamed copy of our code in the successor's environment."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from gate.interpreter import environment
from gate.synthesis import PATIENCE, ROOT
from gate.synthesis_failure import reason
from successor.renaming import renamed
from successor.reviewed import CannotCompare, Reviewed

PYTHON = ROOT / ".venv" / "successor" / "bin" / "python"
# What synthesis reads: the application, with the provider's lock, and the code of the functions.
COPIED = ("stacks", "lambdas")
RENAMED = (".py", ".cjs")


@contextmanager
def their_synthesis(table: Reviewed, root: Path = ROOT, python: Path = PYTHON) -> Iterator[Path]:
    """The folder that the successor wrote, for as long as the context lasts; raises CannotCompare."""
    if not python.is_file():
        raise CannotCompare(".venv/successor: the successor is not installed; run `make successor`, which installs it")
    with TemporaryDirectory(prefix="successor-") as scratch:
        copy = Path(scratch).resolve() / "project"
        copied(root, copy, table)
        _run(python, copy, copy / "cdktf.out")
        yield copy / "cdktf.out"


def copied(root: Path, copy: Path, table: Reviewed) -> None:
    """Copies what synthesis reads, and renames it there."""
    for name in COPIED:
        shutil.copytree(root / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    paths = [path for path in sorted((copy / "stacks").rglob("*")) if path.suffix in RENAMED]
    texts = {path.relative_to(copy).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    for name, text in renamed(texts, table).items():
        (copy / name).write_text(text, encoding="utf-8")


def _run(python: Path, copy: Path, folder: Path) -> None:
    kept = {name: value for name, value in environment().items() if not name.startswith(("CDKTF_", "JSII_", "NODE_"))}
    command = [os.fspath(python), "-s", "-m", "stacks", os.fspath(folder)]
    try:
        done = subprocess.run(  # noqa: S603 - no shell
            command, cwd=copy, env=kept, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise CannotCompare(f"stacks: the successor did not end within {PATIENCE:.0f} seconds; run it again") from None
    if done.returncode:
        why = reason(done.stderr.decode(errors="replace"), copy) or f"exit status {done.returncode}"
        raise CannotCompare(f"stacks: did not synthesize with the successor: {why}; see successor/reviewed.toml")

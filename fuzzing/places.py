"""Where inputs lie: those that are kept with the project, and those of a campaign, which git ignores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = Path(__file__).resolve().parent / "corpus"
WORK = ROOT / ".fuzzing"
PYTHON = ROOT / ".venv" / "fuzzing" / "bin" / "python"


def name_of(data: bytes) -> str:
    """The name of an input: the beginning of its digest, so that the same input has the same name everywhere."""
    return sha256(data).hexdigest()[:16]


def kept(target: str) -> Mapping[str, bytes]:
    """The inputs that are kept of a target, by their names, in order."""
    return {path.name: path.read_bytes() for path in sorted((KEPT / target).glob("*"))}


def write(folder: Path, inputs: Iterable[bytes]) -> None:
    """Puts inputs into a folder, each under its name."""
    folder.mkdir(parents=True, exist_ok=True)
    for data in inputs:
        (folder / name_of(data)).write_bytes(data)


def shown(path: Path) -> str:
    """A path as one types it in the project's folder."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)

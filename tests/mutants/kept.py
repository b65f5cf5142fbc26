"""Keeps what became of each mutant, so that a run goes on where the last one was stopped.

A result is used again only while the digest is the same: of the file's own text, the tool and whatever judges it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from tests.mutants.mutant import Mutant


def digest(paths: Iterable[Path]) -> str:
    """Of the names and the contents of files."""
    whole = hashlib.sha256()
    for path in sorted(paths):
        whole.update(f"{path.name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


class Kept:
    """The results of one subject, a line each, appended as they come: a line that was cut short is left out."""

    def __init__(self, file: Path, by: str) -> None:
        self._file = file
        self._results: dict[str, str] = {}
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        if lines and lines[0] == by:
            self._results = dict(pair for line in lines[1:] if (pair := _pair(line)))
        else:
            lines = []
        file.parent.mkdir(parents=True, exist_ok=True)
        whole = (json.dumps(pair) for pair in self._results.items())
        file.write_text("\n".join([by, *whole]) + "\n", encoding="utf-8")

    def get(self, mutant: Mutant) -> str | None:
        return self._results.get(_name(mutant))

    def put(self, mutant: Mutant, killed_by: str) -> None:
        self._results[_name(mutant)] = killed_by
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps((_name(mutant), killed_by)) + "\n")


def _name(mutant: Mutant) -> str:
    return hashlib.sha256("\0".join((mutant.file, mutant.source)).encode()).hexdigest()


def _pair(line: str) -> tuple[str, str] | None:
    try:
        name, killed_by = json.loads(line)
    except ValueError:
        return None
    return str(name), str(killed_by)

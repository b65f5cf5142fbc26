"""Tries all mutants of a subject: what was kept is used again, and each new result is kept at once."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from tests.mutants.kept import Kept
from tests.mutants.mutant import Mutant
from tests.mutants.subjects import Subject

Tell = Callable[[str], None]


class CouldNotTry(RuntimeError):
    """Nothing was measured; the message says why."""


class Trial(Protocol):
    """What judges mutants."""

    def killed_by(self, mutant: Mutant) -> str: ...


def mutants(subject: Subject, root: Path, python: Path) -> Sequence[Mutant]:
    """The mutants of a subject, made by mutmut's mutators in the environment that has them."""
    command = [str(python), "-m", "tests.mutants.made", *subject.files]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or [f"status {done.returncode}"]
        raise CouldNotTry(f"{subject.name}: no mutants were made: {last[0]}")
    return [Mutant(**json.loads(line)) for line in done.stdout.splitlines()]


def tried(made: Sequence[Mutant], trial: Callable[[], Trial], kept: Kept, tell: Tell) -> Iterator[tuple[Mutant, str]]:
    """Each mutant and what notices it; the trial is begun only where something is left to try."""
    begun: Trial | None = None
    for number, mutant in enumerate(made, 1):
        killed_by = kept.get(mutant)
        if killed_by is None:
            begun = begun or trial()
            killed_by = begun.killed_by(mutant)
            kept.put(mutant, killed_by)
        if not killed_by or number % 250 == 0:
            tell(f"{number} of {len(made)}" + ("" if killed_by else f": survived: {in_words(mutant)}"))
        yield mutant, killed_by


def in_words(mutant: Mutant) -> str:
    where = f"{mutant.file} {mutant.scope}".strip()
    return f"{where}, {mutant.operator}: {mutant.was} -> {mutant.becomes}"

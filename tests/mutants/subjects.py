"""What is mutated, by subject, which tests judge each, and which subjects' day it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

# Examples and edits of examples that several policies share: what is tried, and no rule.
EXAMPLES = ("example", "edits", "faults")
FUNCTIONS = ("fraud_analyzer", "notification_sender", "shared", "transaction_drain", "transaction_validator")
DAYS = 7
# By subject: tests that need a running system, and those that count over tens of thousands of examples.
SLOW = {
    "redrive": ("tests/redrive/test_redrive.py",),
    "lambdas/transaction_validator": (
        "tests/lambdas/transaction_validator/test_shares.py",
        "tests/lambdas/transaction_validator/test_card_numbers.py"
        "::test_ids_with_letters_or_separators_and_times_are_hardly_ever_taken_for_card_numbers",
    ),
}


class Subject(NamedTuple):
    """Files, and the folder of the tests that judge them; a subject of the rulebook is judged by its examples.

    The slow ones among the tests judge nothing.
    """

    name: str
    files: tuple[str, ...]
    tests: str = ""
    least: float = 95.0
    slow: tuple[str, ...] = ()


def subjects(root: Path) -> Mapping[str, Subject]:
    """All of them, by name."""
    folders = sorted(path.name for path in (root / "policies").iterdir() if (path / "__init__.py").exists())
    found = [Subject(name, _files(root, f"policies/{name}")) for name in folders]
    for name in FUNCTIONS:
        tests = "tests/lambdas" if name == "shared" else f"tests/lambdas/{name}"
        own = f"lambdas/{name}"
        found.append(Subject(own, _files(root, own), tests, 90.0, SLOW.get(own, ())))
    found.append(Subject("redrive", _files(root, "redrive"), "tests/redrive", 90.0, SLOW["redrive"]))
    return {subject.name: subject for subject in found}


def _files(root: Path, folder: str) -> tuple[str, ...]:
    paths = sorted(path.relative_to(root) for path in (root / folder).rglob("*.py"))
    return tuple(path.as_posix() for path in paths if not any(word in path.stem for word in EXAMPLES))


def of_day(all_of_them: Mapping[str, Subject], root: Path, day: date) -> list[str]:
    """The subjects of a day of the week: all have their day, and each day has about as much code as the others."""
    days: list[list[str]] = [[] for _ in range(DAYS)]
    sizes = {name: sum((root / file).stat().st_size for file in each.files) for name, each in all_of_them.items()}
    for name in sorted(sizes, key=lambda name: (-sizes[name], name)):
        min(days, key=lambda names: sum(sizes[each] for each in names)).append(name)
    return sorted(days[day.weekday()])

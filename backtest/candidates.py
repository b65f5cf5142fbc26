"""Which two candidates are compared: what is shipped, and what the command line names instead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from backtest.candidate import Candidate
from backtest.single_changes import changed
from lambdas.fraud_analyzer import model, rules

RULES, MODEL = (Path(model.__file__).with_name(name) for name in ("rules.json", "model.json"))
LARGEST = 10_000_000

Read = TypeVar("Read")


def candidates(
    rule_files: Sequence[Path], model_files: Sequence[Path], changes: Sequence[str], limit: float
) -> tuple[Candidate, Candidate]:
    """Return both candidates; ValueError says which file or change is wrong, and how to fix it.

    What is named twice is the first one's and the second one's. Beside it, what is named once is both's; else it is the
    second one's, and the first one is what is shipped. Changes are the second one's.
    """
    two = max(len(rule_files), len(model_files)) == 2
    of_rules, of_model = _both(rule_files, RULES, two), _both(model_files, MODEL, two)
    return candidate(of_rules[0], of_model[0], (), limit), candidate(of_rules[1], of_model[1], changes, limit)


def candidate(rule_file: Path, model_file: Path, changes: Sequence[str], limit: float) -> Candidate:
    """Read one candidate, with single numbers changed."""
    ruled, scored = _text(rule_file), _text(model_file)
    # As they are first, so that a change meets nothing but what a rules file or a model holds.
    for change in [None, *changes]:
        ruled, scored = changed(ruled, scored, change) if change else (ruled, scored)
        read_rules = _read(rule_file, ruled, lambda text: rules.read(text, limit=limit))
        read_model = _read(model_file, scored, model.read)
    return Candidate(
        _name(rule_file, read_rules.version, model_file, read_model.version, changes), read_rules, read_model
    )


def _both(files: Sequence[Path], shipped: Path, two: bool) -> tuple[Path, Path]:
    if len(files) == 2:
        return files[0], files[1]
    named = files[0] if files else shipped
    return (named if two else shipped), named


def _text(file: Path) -> str:
    try:
        with file.open(encoding="utf-8") as stream:
            text = stream.read(LARGEST + 1)
    except (OSError, UnicodeDecodeError) as failure:
        why = getattr(failure, "strerror", None) or "no text in UTF-8"
        raise ValueError(f"{file}: cannot be read ({why}); name a file of rules or of a model") from None
    if len(text) > LARGEST:
        raise ValueError(f"{file}: is larger than any file of rules or of a model; name another")
    return text


def _read(file: Path, text: str, reader: Callable[[str], Read]) -> Read:
    try:
        return reader(text)
    except ValueError as failure:
        # The reader names its own file first, which is another one here.
        why = str(failure).removeprefix("rules.json: ").removeprefix("model: ")
        raise ValueError(f"{file}: {why}") from None


def _name(rule_file: Path, ruled: str, model_file: Path, scored: str, changes: Sequence[str]) -> str:
    of_rules = f"{'shipped rules' if rule_file == RULES else rule_file.name} {ruled}"
    of_model = f"{'shipped model' if model_file == MODEL else model_file.name} {scored}"
    return ", ".join([of_rules, of_model, *changes])

"""python -m training.shadow: what a shadow model would have decided, beside what was decided."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lambdas.fraud_analyzer import model, shadow
from lambdas.fraud_analyzer.scoring import Decision, Thresholds

SHADOW = Path(shadow.__file__).with_name("shadow.json")
# A row as DynamoDB exports it: `{"Item": {"decision": {"S": "review"}, "score": {"N": "0.0123"}, ...}}`.
NAMES = {"decision": "S", "score": "N", "model": "S", "shadow_model": "S", "shadow_score_text": "S"}

HELP = """\
Compare what a shadow model would have decided with what was decided. FILE holds
rows of the table transactions as JSON lines, as an export of DynamoDB does.
Rows that this shadow model has not scored are counted and left out.

Example:
  .venv/bin/python -m training.shadow export.jsonl

Exit status:
  0  the comparison is printed
  1  no row was scored by this model, or a file cannot be read
"""


@dataclass(frozen=True, slots=True)
class Scored:
    """A payment that the shadow model has scored too."""

    decision: str
    score: float
    shadow: float


def scored(lines: Iterable[str], version: str) -> Iterator[Scored | None]:
    """Yield each row that the shadow model of this version scored, and None for any other line."""
    for line in lines:
        row = _row(line)
        if row and row["shadow_model"] == version:
            yield Scored(row["decision"], float(row["score"]), float(row["shadow_score_text"]))
        else:
            yield None


def report(rows: list[Scored], left_out: int, thresholds: Thresholds) -> str:
    """Return a table of decisions by decisions, and how much the shadow model's scores differ."""
    words = [decision.name.lower() for decision in Decision]
    pairs = Counter((row.decision, thresholds.decide(row.shadow).name.lower()) for row in rows)
    table = [["decided", *(f"shadow: {word}" for word in words)]]
    table += [[decided, *(f"{pairs[decided, word]:,}" for word in words)] for decided in words]
    lines = ["".join(f"{cell:>18}" for cell in line) for line in table]
    moved = sum(abs(row.shadow - row.score) for row in rows) / len(rows)
    lines += ["", f"{len(rows):,} payments; scores differ by {moved:.4f} in the mean; {left_out:,} rows left out"]
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Print the comparison."""
    parser = argparse.ArgumentParser(
        "python -m training.shadow", description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="rows as JSON lines")
    parser.add_argument("--model", type=Path, default=SHADOW, help="the shadow model; without it, the bundle's")
    given = parser.parse_args(arguments)
    try:
        second = model.read(given.model.read_text(encoding="utf-8"))
        with given.file.open(encoding="utf-8") as lines:
            found = list(scored(lines, second.version))
    except (OSError, ValueError, LookupError) as error:
        return _failed(f"{error}")
    rows = [row for row in found if row]
    if not rows:
        return _failed(f"{given.file}: no row was scored by {second.version}; export rows of its time")
    print(report(rows, len(found) - len(rows), second.thresholds))
    return 0


def _row(line: str) -> dict[str, str] | None:
    """The texts of a row's attributes; None for a marker, or for what is no row of payments with a shadow model."""
    try:
        read = json.loads(line)
        item = read.get("Item", read)
        row = {name: item[name][kind] for name, kind in NAMES.items()}
        scores = (float(row["score"]), float(row["shadow_score_text"]))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    return (
        row
        if all(isinstance(text, str) for text in row.values()) and all(0 <= score <= 1 for score in scores)
        else None
    )


def _failed(reason: str) -> int:
    print(f"training.shadow: {reason}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())

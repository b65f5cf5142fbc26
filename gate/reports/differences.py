"""What `gate diff` prints: text, Markdown or JSON, a line or a row for each difference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

import click

from gate.compare.difference import Difference, Direction
from gate.words import cell, code, json_text, printable

COLORS = {Direction.WEAKER: "red", Direction.STRONGER: "green"}
# GitHub refuses a summary above 1 MiB; what became weaker comes first.
MOST_ROWS = 1_000


def text(changes: Sequence[Difference], alone: str) -> Iterator[str]:
    for direction, place, what, _ in changes:
        word = click.style(f"{direction.value:<8}", fg=COLORS.get(direction), bold=True)
        yield f"{word}  {printable(place)}: {printable(what)}"
    yield printable(_summary(changes, alone))


def markdown(changes: Sequence[Difference], alone: str) -> Iterator[str]:
    yield f"# {cell(_summary(changes, alone))}"
    if changes:
        yield "\n| | class | where | what |\n| --- | --- | --- | --- |"
    for direction, place, what, kind in changes[:MOST_ROWS]:
        word = f"**{direction.value}**" if direction is Direction.WEAKER else direction.value
        yield f"| {word} | {kind} | {code(place)} | {cell(what)} |"
    if len(changes) > MOST_ROWS:
        yield f"\nAnd {len(changes) - MOST_ROWS:,} more, which `gate diff` prints as text."


def as_json(changes: Sequence[Difference], _: str) -> Iterator[str]:
    rows = [
        {"direction": direction.value, "class": kind, "place": place, "what": what}
        for direction, place, what, kind in changes
    ]
    yield json_text(rows)


def _summary(changes: Sequence[Difference], alone: str) -> str:
    count = Counter(difference.direction for difference in changes)
    said = ", ".join(f"{count[direction]} {direction.value}" for direction in Direction) or "nothing differs"
    if not changes:
        said = "nothing differs in the stack" if alone else "nothing differs"
    return f"{said}; {alone} is a file given alone, so no tracked file was compared" if alone else said


FORMATS: Mapping[str, Callable[[Sequence[Difference], str], Iterator[str]]] = {
    "text": text,
    "markdown": markdown,
    "json": as_json,
}

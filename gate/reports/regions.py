"""A line of a file, as reports point to it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Region(NamedTuple):
    """A file, by its path in the project, and what stands on a line of it: columns count from 0, `end` is behind it."""

    file: str
    line: int
    start: int
    end: int


def line_of(root: Path, file: str, number: int = 1) -> Region:
    """This line of the file; the first one where the file is shorter or cannot be read."""
    return _nth(_lines(root, file), number, file)


def first_line_with(text: str, root: Path, file: str) -> Region:
    """The first line of the file that holds the text; the first of all where none does, or the file cannot be read."""
    lines = _lines(root, file)
    return _nth(lines, next((at for at, line in enumerate(lines, 1) if text in line), 1), file)


def _lines(root: Path, file: str) -> list[str]:
    try:
        return (root / file).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return []


def _nth(lines: list[str], number: int, file: str) -> Region:
    there = 0 < number <= len(lines)
    line = lines[number - 1] if there else "".join(lines[:1])
    start = len(line) - len(line.lstrip())
    return Region(file, number if there else 1, start, max(len(line), start + 1))

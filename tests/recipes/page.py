"""A recipe as its page states it: what to write, what to change, what to run, and what the command prints.

A block of code is a file to be written. A block `diff` is a change of one: what is around it must stand there, once; a
line `...` parts two changes, and `...` at the end of a line that goes stands for the rest of it. The line above the
block names the file. A block `console` is a command with its output.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BLOCK = re.compile(r"(?:^(?P<above>.+)\n\n?)?^```(?P<language>\w+)\n(?P<body>(?s:.*?))^```$", re.MULTILINE)
FENCE = re.compile("^```", re.MULTILINE)
FILE = re.compile(r"`([\w./-]+)`:$")
NAMED = re.compile(r"`([\w.-]+(?:/[\w.-]+)+)`")
# In the output of a command: what differs from run to run, and any number of lines.
OMITTED = "..."


@dataclass(frozen=True)
class Written:
    """A file that the recipe adds."""

    file: str
    text: str


@dataclass(frozen=True)
class Changed:
    """A file that the recipe changes; each change is a pair of what stood there and what stands there now."""

    file: str
    changes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Typed:
    """A command; `prints` is its output, as a pattern, or None where the recipe does not show it."""

    command: str
    prints: re.Pattern[str] | None


Step = Written | Changed | Typed


def steps(page: Path) -> Iterator[Step]:
    """The steps of a recipe, in their order; raises AssertionError for a block that says nothing to do."""
    text = page.read_text(encoding="utf-8")
    blocks = list(BLOCK.finditer(text))
    assert len(FENCE.findall(text)) == 2 * len(blocks), f"{page.name}: a block of code without an end, or a language"
    for block in blocks:
        above, language, body = block["above"] or "", block["language"], block["body"]
        if language == "console":
            yield from _typed(body)
            continue
        file = FILE.search(above)
        assert file, f"{page.name}: the line above a block must end with its file, `a/file.py`:, and not with {above!r}"
        yield Changed(file[1], tuple(map(_change, _parted(body)))) if language == "diff" else Written(file[1], body)


def named(page: Path) -> frozenset[str]:
    """The files that the page names."""
    return frozenset(NAMED.findall(page.read_text(encoding="utf-8")))


def _typed(body: str) -> Iterator[Typed]:
    """Each line after `$ ` is a command, and what follows up to the next one is its output."""
    for text in body.split("$ ")[1:]:
        command, *lines = text.splitlines()
        patterns = (r"(?:.*\n)*" if line == OMITTED else f"{pattern(line)}\n" for line in lines)
        yield Typed(command, re.compile("".join(patterns)) if lines else None)


def pattern(text: str) -> str:
    """A regular expression for a text in which `...` stands for any part of a line."""
    return ".*".join(map(re.escape, text.split(OMITTED)))


def _parted(body: str) -> Iterator[list[str]]:
    part: list[str] = []
    for line in body.splitlines(keepends=True):
        if line.strip() == OMITTED:
            yield part
            part = []
        else:
            part.append(line)
    yield part


def _change(lines: list[str]) -> tuple[str, str]:
    """An empty line stands for itself: editors take the blank of one away."""
    marked = [line if line.strip() else f" {line.strip(' ')}" for line in lines]
    before, after = ("".join(line[1:] for line in marked if line[0] in kept) for kept in (" -", " +"))
    return before, after

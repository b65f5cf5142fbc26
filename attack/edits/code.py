"""Changes of what is written in a language of its own: templates of API Gateway, JSONata, filter patterns.

Line by line and sign by sign, as they stand in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attack.changes import GRAMMAR, Change
from attack.edits.around import Around
from attack.places import Place, document_in

MARKS = ("{%", "$input", "#set", "#if", "$.", "$context", "$execution", "$util")
# A sign, and what stands there instead.
SIGNS = (
    ("==", "!="),
    ("!=", "=="),
    (" = ", " != "),
    ("&&", "||"),
    ("||", "&&"),
    (" and ", " or "),
    (" or ", " and "),
    ("<=", "<"),
    (">=", ">"),
    (" < ", " <= "),
    (" > ", " >= "),
    (" + ", " - "),
    (" ? ", " = null ? "),
    ("true", "false"),
    ("false", "true"),
    ("not(", "("),
    ("$not(", "("),
    ("$exists(", "$not("),
    ("escapeJavaScript", "urlDecode"),
)
LITERAL = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"")
NAME = re.compile(r"\$?[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)+")
NUMBER = re.compile(r"(?<![\w.])\d+(?![\w.])")
MOST = 60


def code(place: Place, around: Around) -> Iterator[Change]:
    """Each line left out, each sign, literal, path and number replaced, as far as there are not too many."""
    steps, value = place
    if not isinstance(value, str) or document_in(value) is not None or not any(mark in value for mark in MARKS):
        return
    for number, (new, said) in enumerate(_rewritten(value)):
        if number == MOST:
            return
        if new != value:
            yield Change(GRAMMAR, steps, new, said)


def _rewritten(text: str) -> Iterator[tuple[str, str]]:
    lines = text.split("\n")
    for number, line in enumerate(lines if len(lines) > 1 else ()):
        yield "\n".join((*lines[:number], *lines[number + 1 :])), f"is without its line {line!r}"
    for old, new in SIGNS:
        for match in re.finditer(re.escape(old), text):
            yield _with(text, match, new), f"has {new!r} and not {old!r} at {match.start()}"
    for match in LITERAL.finditer(text):
        quote = match[0][0]
        yield _with(text, match, f"{quote}planted{quote}"), f"has another text at {match.start()}"
    for match in NAME.finditer(text):
        yield _with(text, match, match[0].rpartition(".")[0]), f"has a shorter path at {match.start()}"
    for match in NUMBER.finditer(text):
        yield _with(text, match, str(int(match[0]) + 1)), f"has one more at {match.start()}"


def _with(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]

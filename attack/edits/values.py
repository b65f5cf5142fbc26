"""Changes of numbers, of yes and no, and of texts that are no documents and no references."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attack.changes import CASE, EXPRESSION, MOVED, TEXT, WIDENED, Change
from attack.edits.around import Around
from attack.places import Into, Place, document_in

NUMBER = re.compile(r"-?\d{1,15}")
EXPRESSIONS = (
    "${var.planted}",
    '${file("planted")}',
    "${terraform.workspace}",
    "${local.planted}",
    "${data.aws_caller_identity.planted.arn}",
    "%{ if true }planted%{ endif }",
)
LONGEST = 200
# Words that AWS knows, of which each means something else.
WORDS = (
    ("DEBUG", "INFO", "WARNING", "ERROR"),
    ("ALL", "ERROR", "FATAL", "OFF"),
    ("Allow", "Deny"),
    ("ENABLED", "DISABLED"),
    ("PAY_PER_REQUEST", "PROVISIONED"),
    ("STANDARD", "EXPRESS"),
    ("Average", "Maximum", "Minimum", "SampleCount", "Sum"),
    ("breaching", "ignore", "missing", "notBreaching"),
    ("EDGE", "PRIVATE", "REGIONAL"),
    ("AWS_PROXY", "AWS", "HTTP", "HTTP_PROXY", "MOCK"),
    ("NONE", "AWS_IAM", "CUSTOM"),
)


def values(place: Place, around: Around) -> Iterator[Change]:
    """Other values of the same type."""
    steps, value = place
    if isinstance(value, bool):
        yield Change(MOVED, steps, not value, f"is {str(not value).lower()}")
    elif isinstance(value, int | float):
        yield from (Change(MOVED, steps, number, f"is {number}") for number in _numbers(int(value)))
        yield Change(MOVED, steps, value + 0.5, f"is {value + 0.5}")
    elif isinstance(value, str):
        yield from _texts(place, around)


def _numbers(value: int) -> Iterator[int]:
    """By one and by powers of ten, nothing, less than nothing, and more than most fields hold."""
    found = (value + 1, value - 1, value * 10, value // 10, value * 1000, 0, -1, -value, 2**31)
    yield from dict.fromkeys(number for number in found if number != value)


def _texts(place: Place, around: Around) -> Iterator[Change]:
    steps, value = place
    inside = Into.DOCUMENT in steps
    if not inside:
        for expression in EXPRESSIONS:
            yield Change(EXPRESSION, steps, expression, f"is {expression}")
        if "${" not in value:
            yield Change(EXPRESSION, steps, f'${{join("", ["{value[:1]}", "{value[1:]}"])}}', "is a call of a function")
    if document_in(value) is not None:
        yield from _document(place)
        return
    if NUMBER.fullmatch(value):
        for number in _numbers(int(value)):
            yield Change(MOVED, steps, str(number), f"is {str(number)!r}")
    for word in dict.fromkeys(word for words in WORDS if value in words for word in words if word != value):
        yield Change(TEXT, steps, word, f"is {word}")
    yield Change(TEXT, steps, f"{value}x", "has a letter more")
    yield Change(WIDENED, steps, "*", "is '*'")
    if not around.is_in_a_definition(steps):
        if len(value) <= LONGEST:
            yield Change(CASE, steps, value.swapcase(), "is in another case")
        yield Change(TEXT, steps, value[:-1], "has its last letter no more")
        yield Change(TEXT, steps, "", "is empty")
        yield Change(TEXT, steps, f"{value} ", "ends with a space")
        yield Change(WIDENED, steps, f"{value}*", "ends with '*'")
        yield from _of_names(place)


def _of_names(place: Place) -> Iterator[Change]:
    """An ARN or another name with parts: each part replaced by `*`, cut off, and another account or region."""
    steps, value = place
    for mark in (":", "/", "."):
        parts = value.split(mark)
        if 1 < len(parts) <= 8 and "${" not in value.partition(mark)[0]:
            yield Change(WIDENED, steps, mark.join((*parts[:-1], "*")), f"has '*' behind its last {mark!r}")
            yield Change(WIDENED, steps, mark.join((parts[0], "*")), f"has '*' behind its first {mark!r}")
    for old, new in (
        ("${var.account_id}", "999999999999"),
        ("${var.account_id}", "*"),
        ("us-east-1", "eu-west-1"),
        ("us-east-1", "*"),
    ):
        if old in value:
            yield Change(WIDENED, steps, value.replace(old, new), f"names {new} and not {old}")


def _document(place: Place) -> Iterator[Change]:
    """The document as a whole: nothing in it, a key twice, an expression hidden by an escape, other white space."""
    steps, value = place
    opening = value.lstrip()[0]
    yield Change(TEXT, steps, "{}" if opening == "{" else "[]", "holds nothing")
    yield Change(TEXT, steps, f"{value} ", "ends with a space")
    yield Change(TEXT, steps, value[:-1], "ends before its end")
    if opening == "{":
        yield Change(TEXT, steps, value.replace("{", '{"planted":1,"planted":2,', 1), "holds a key twice")
        yield Change(EXPRESSION, steps, value.replace("{", '{"planted":"\\u0024{var.x}",', 1), "hides an expression")

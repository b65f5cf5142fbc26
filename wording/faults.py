"""What is wrong with a template: Parameter Store would refuse it, the function not fill it, or a phone not show it."""

from __future__ import annotations

from collections.abc import Iterator
from string import Template
from unicodedata import category

from lambdas.notification_sender.filling import NOT_ME, without
from lambdas.notification_sender.message import compose
from lambdas.notification_sender.short_message import ALPHABET, SEPTETS, in_alphabet
from wording.examples import LONGEST_ID, event, identified
from wording.parts import parts

MAIL, SHORT = "email", "sms"
# Bytes: Parameter Store's for a standard parameter.
LONGEST = 4_096
LAID_OUT = "\n\r\t"


def faults(kind: str, template: str) -> list[str]:
    """Each in a sentence of one line; none where the template may be stored."""
    if not template.strip():
        return ["is empty; write what a customer is to read"]
    try:
        template.encode()
    except UnicodeEncodeError:
        return ["is no text of Unicode; save it as UTF-8"]
    return [*_unstorable(template), *_unfilled(template), *(_unsent(template) if kind == SHORT else ())]


def filled(template: str, name: str) -> str:
    """What the function makes of the template for an example, before it shortens anything; ValueError says why not."""
    return compose(event(name), email=template, sms="-").email


def linked(template: str) -> int:
    """The longest id beside which a short message has room for its line with `$not_me`; 0 where there is none."""
    fitting = (length for length in range(LONGEST_ID, 0, -1) if _is_linked(template, length))
    return next(fitting, 0)


def _is_linked(template: str, length: int) -> bool:
    asked = identified(length)
    return asked["code"] in compose(asked, email="-", sms=template, own=True).sms


def has_link(template: str) -> bool:
    """Whether a template has lines that are left out where an alert has no code."""
    return NOT_ME in Template(template).get_identifiers()


def _unstorable(template: str) -> Iterator[str]:
    length = len(template.encode())
    if length > LONGEST:
        yield f"takes {length:,} bytes, and a parameter holds {LONGEST:,}; shorten it by {length - LONGEST:,}"
    if "{{" in template:
        yield "holds {{, which a parameter may not; write one brace, or a space between them"
    for place, character in enumerate(template):
        if category(character) == "Cc" and character not in LAID_OUT:
            yield f"{_at(template, place)}: holds the control character U+{ord(character):04X}; take it out"
            return


def _unfilled(template: str) -> Iterator[str]:
    if has_link(template) and without(template) == template:
        yield "says nothing where an alert has no code and the lines with $not_me are left out; give it another line"
    try:
        filled(template, "usual")
    except ValueError as error:
        yield str(error).partition(": ")[2]


def _unsent(template: str) -> Iterator[str]:
    for place, character in enumerate(template):
        if character not in ALPHABET and (character in LAID_OUT or category(character) != "Cc"):
            near = in_alphabet(character)
            sent = f"{character!r} is not in the alphabet of phones and would be sent as {near!r}"
            yield f"{_at(template, place)}: {sent}; write it otherwise"
            break
    try:
        most = parts(in_alphabet(filled(template, "longest")))
    except ValueError:  # said above
        return
    if has_link(template) and not linked(template):
        yield "has no room for its line with $not_me; shorten it"
    if most.size > SEPTETS:
        needed = f"takes up to {most.size} septets, {most.count} parts, and one part of {SEPTETS} is sent"
        yield f"{needed}: shorten it by {most.size - SEPTETS}"


def _at(template: str, place: int) -> str:
    before = template[:place]
    return f"line {before.count(chr(10)) + 1}, column {place - before.rfind(chr(10))}"

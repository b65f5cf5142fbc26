"""What is said of a template that may be stored: its size, and what a customer would read."""

from __future__ import annotations

from collections.abc import Iterator

from lambdas.notification_sender.message import compose
from lambdas.notification_sender.short_message import SEPTETS, in_alphabet
from wording.examples import SHORTENED, event
from wording.faults import LONGEST, SHORT, filled, has_link, linked
from wording.parts import parts

EXAMPLE_HELD_BACK = 3


def shown(kind: str, template: str) -> Iterator[str]:
    """Lines for a reader; the text of a message is indented."""
    yield f"{kind}: {_size(kind, template)}"
    yield from _indented(_sent(kind, template, 0))
    if kind == SHORT:
        yield "  And after payments that were held back:"
        yield from _indented(_sent(kind, template, EXAMPLE_HELD_BACK))
    if kind == SHORT and has_link(template):
        yield f"  Beside an id of more than {linked(template)} characters the line with $not_me is left out."


def _size(kind: str, template: str) -> str:
    if kind != SHORT:
        return f"{len(template.encode()):,} of {LONGEST:,} bytes"
    most = parts(in_alphabet(filled(template, "longest"))).size
    return f"{most} of {SEPTETS} septets at the most, with names of {len(SHORTENED)} characters: one part"


def _sent(kind: str, template: str, held_back: int) -> str:
    asked = event("usual")
    asked["analysis"]["held_back"] = held_back
    message = compose(asked, email=template, sms=template, own=True)
    return message.sms if kind == SHORT else message.email


def _indented(text: str) -> Iterator[str]:
    yield from (f"  {line}" for line in text.splitlines())

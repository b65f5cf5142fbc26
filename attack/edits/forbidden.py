"""Texts that no file may hold, wherever people or services would read them: secrets, card numbers, other places."""

from __future__ import annotations

from collections.abc import Iterator

from attack.changes import TEXT, Change
from attack.edits.around import Around
from attack.places import Place, Step, document_in

# Each is made here, so that this file holds none either.
TEXTS = {
    "an access key": "AKIA" + 16 * "A",
    "a private key": " ".join(("-----BEGIN", "PRIVATE", "KEY-----")),
    "a card number": "4" + 15 * "1",
    "another region": "eu-west-1",
    "the number of an account": 12 * "9",
    "an ARN of another account": "arn:aws:iam::" + 12 * "9" + ":root",
    "an ARN of any account": "arn:aws:sns:us-east-1:*:planted",
}
# Where a text may be longer than it is, and stays what it was.
KEYS = frozenset({"alarm_description", "description", "name", "Sid", "Comment", "Cause", "display_name", "title"})
VARIABLES = "variables"


def forbidden(place: Place, around: Around) -> Iterator[Change]:
    """The text with each of them behind it."""
    steps, value = place
    if isinstance(value, str) and _is_free(steps) and document_in(value) is None:
        for said, text in TEXTS.items():
            yield Change(TEXT, steps, f"{value} {text}", f"holds {said}")


def _is_free(steps: tuple[Step, ...]) -> bool:
    return bool(steps) and (steps[-1] in KEYS or VARIABLES in steps)

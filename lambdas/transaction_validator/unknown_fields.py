"""What a request holds beside the fields of a transaction, in words that repeat no value of it."""

import re
from collections.abc import Iterator, Mapping

from .forbidden import forbidden

MOST_NAMED = 10
# A name of letters, with a number at its end, cannot hold a card number or any other value that counts.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z_-]{0,39}[0-9]{0,2}")


def faults(others: Mapping[object, object]) -> Iterator[str]:
    """Yield what is wrong with fields that no transaction has; nothing if there are none."""
    if others:
        yield f"must hold no other fields than those of a transaction, as {_named(others)}"
    yield from forbidden(others)


def _named(others: Mapping[object, object]) -> str:
    plain = sorted(name for name in others if isinstance(name, str) and _PLAIN.fullmatch(name))[:MOST_NAMED]
    rest = len(others) - len(plain)
    more = [f"{rest} whose name is not repeated here"] if rest else []
    return ", ".join([*plain, *more])

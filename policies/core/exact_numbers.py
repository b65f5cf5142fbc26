"""Numbers of JSON, read exactly or refused: what is judged is the number that Terraform and AWS read."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

# Terraform keeps numbers in 512 bits, and rounds what needs more.
LARGEST = 2**512
SHOWN = 24


class Inexact(ValueError):
    """The number cannot be read exactly; the message says why, in one line."""


def exact(text: str) -> int | float:
    """The number that a text of JSON writes; a whole one is an int, as `10`, `10.0` and `1e1` are the same."""
    try:
        written = Decimal(text)
    except InvalidOperation:  # its exponent has too many digits
        raise _inexact(text, "is out of all bounds") from None
    # Before it is made an int, which would write out each digit.
    if not written.is_finite() or written.adjusted() > len(str(LARGEST)):
        raise _inexact(text, "is too large a number")
    return _whole(text, int(written)) if written == written.to_integral_value() else _float(text, written)


def _whole(text: str, number: int) -> int:
    if abs(number) > LARGEST:
        raise _inexact(text, "is too large a number")
    return number


def _float(text: str, written: Decimal) -> float:
    """The float whose shortest text is the number; one with more digits would be taken for its neighbour."""
    number = float(written)
    if Decimal(str(number)) != written:
        raise _inexact(text, "has more digits than a number can be judged by")
    return number


def _inexact(text: str, reason: str) -> Inexact:
    return Inexact(f"{text[:SHOWN]}{'...' if len(text) > SHOWN else ''} {reason}")

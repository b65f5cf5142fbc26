"""What a body must be to count as a transaction; every fault is told at once, and no value is ever repeated."""

import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal
from math import isfinite

from .card_numbers import holds_card_number
from .transaction import Transaction

LARGEST_AMOUNT = 1_000_000
MILLISECONDS_AHEAD = 5 * 60 * 1000
MILLISECONDS_BACK = 24 * 60 * 60 * 1000
# From here on milliseconds have 14 digits, which is the year 2286.
TIMESTAMP_END = 10**13
# Rules and model compare bare numbers with dollars: another currency waits until someone converts it.
CURRENCIES = frozenset({"USD"})

_Check = Callable[[object, int], Iterator[str]]
_LONG_RUN = re.compile(r"[0-9]{13}")


@dataclass(frozen=True, slots=True)
class FieldError:
    """Which field is wrong (`body` for the whole), and what it must be."""

    field: str
    message: str

    def as_json(self) -> dict[str, str]:
        """Return `{"field", "message"}`."""
        return asdict(self)


def validate(body: object, *, now: int) -> Transaction | tuple[FieldError, ...]:
    """Judge any JSON value at `now` (milliseconds since the epoch): a transaction, or all that is wrong with it."""
    if not isinstance(body, dict):
        return (FieldError("body", "must be a JSON object"),)
    errors = tuple(_errors(body, now))
    if errors:
        return errors
    return Transaction(**{**body, "amount": _decimal(body["amount"])})


def _errors(body: dict[object, object], now: int) -> Iterator[FieldError]:
    for field, check in _CHECKS.items():
        if field not in body:
            yield FieldError(field, "is required")
            continue
        for message in check(body[field], now):
            yield FieldError(field, message)
        if not _is_time(field, body[field]) and holds_card_number(body[field]):
            yield FieldError(field, "must not hold a card number; send the card's token only")
    others = {key: value for key, value in body.items() if key not in _CHECKS}
    if others:
        yield FieldError("body", f"must hold no other fields than {', '.join(_CHECKS)}")
    if holds_card_number(others):
        yield FieldError("body", "must not hold a card number; send the card's token only")


def _is_time(field: str, value: object) -> bool:
    """A tenth of all current times pass Luhn, and each has 13 digits; the window of `_timestamp` lets only times in."""
    return field == "timestamp" and type(value) is int and 0 < value < TIMESTAMP_END


def _text(shape: str, must: str) -> _Check:
    pattern = re.compile(shape)

    def check(value: object, _now: int) -> Iterator[str]:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            yield must
        elif _LONG_RUN.search(value):
            yield "must not hold 13 or more digits in a row"

    return check


def _timestamp(value: object, now: int) -> Iterator[str]:
    if type(value) is not int or not 0 < value < TIMESTAMP_END:
        yield "must be a positive integer of milliseconds since the epoch, of at most 13 digits"
    elif value > now + MILLISECONDS_AHEAD:
        yield "must not be more than 5 minutes in the future"
    elif value < now - MILLISECONDS_BACK:
        yield "must not be older than 24 hours"


def _amount(value: object, _now: int) -> Iterator[str]:
    if type(value) is not int and not (type(value) is float and isfinite(value)):
        yield "must be a number"
    elif value <= 0:
        yield "must be greater than 0"
    elif value > LARGEST_AMOUNT:
        yield f"must be at most {LARGEST_AMOUNT}"
    elif _decimal(value) * 100 % 1:
        yield "must have at most 2 decimals"


def _currency(value: object, _now: int) -> Iterator[str]:
    if not isinstance(value, str) or value not in CURRENCIES:
        yield f"must be one of: {', '.join(sorted(CURRENCIES))}"


def _decimal(number: object) -> Decimal:
    """The decimal that was written: a float's shortest text, not its binary expansion."""
    return Decimal(str(number))


_identifier = _text(r"[A-Za-z0-9_-]{1,64}", "must be 1 to 64 letters, digits, underscores or hyphens")
_CHECKS: dict[str, _Check] = {
    "transaction_id": _identifier,
    "timestamp": _timestamp,
    "amount": _amount,
    "currency": _currency,
    "card_token": _text(r"tok_[A-Za-z0-9]{8,56}", "must be tok_ and 8 to 56 letters or digits"),
    "merchant_id": _identifier,
    "terminal_id": _identifier,
    "country": _text(r"[A-Z]{2}", "must be two capital letters (ISO 3166-1)"),
}

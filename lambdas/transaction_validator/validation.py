"""What a body must be to count as a transaction; every fault is told at once, and no value is ever repeated."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any

from .card_numbers import holds_card_number
from .schema import Shape
from .transaction import Transaction

MILLISECONDS_PER_MINUTE = 60 * 1000
# Rules and model compare bare numbers with dollars: another currency waits until someone converts it.
CURRENCIES = frozenset({"USD"})
NO_CARD_NUMBER = "must not hold a card number; send the card's token only"


@dataclass(frozen=True, slots=True)
class Limits:
    """What the stack states: each field's shape, how old a transaction may be, and how far ahead its clock."""

    shapes: Mapping[str, Shape]
    age_hours: int
    clock_skew_minutes: int

    def __post_init__(self) -> None:
        if self.shapes.keys() != {field.name for field in fields(Transaction)}:
            raise ValueError("schema: its fields are not those of a transaction; correct stacks/schema.py")


@dataclass(frozen=True, slots=True)
class FieldError:
    """Which field is wrong (`body` for the whole), and what it must be."""

    field: str
    message: str

    def as_json(self) -> dict[str, str]:
        """Return `{"field", "message"}`."""
        return asdict(self)


def validate(body: object, *, now: int, limits: Limits) -> Transaction | tuple[FieldError, ...]:
    """Judge any JSON value at `now` (milliseconds since the epoch): a transaction, or all that is wrong with it."""
    if not isinstance(body, dict):
        return (FieldError("body", "must be a JSON object"),)
    errors = tuple(_errors(body, now, limits))
    if errors:
        return errors
    return Transaction(**{**body, "amount": _decimal(body["amount"])})


def _errors(body: dict[object, object], now: int, limits: Limits) -> Iterator[FieldError]:
    for field, shape in limits.shapes.items():
        if field in body:
            yield from (FieldError(field, fault) for fault in _faults(field, shape, body[field], now, limits))
        else:
            yield FieldError(field, "is required")
    others = {key: value for key, value in body.items() if key not in limits.shapes}
    if others:
        yield FieldError("body", f"must hold no other fields than {', '.join(limits.shapes)}")
    if holds_card_number(others):
        yield FieldError("body", NO_CARD_NUMBER)


def _faults(field: str, shape: Shape, value: object, now: int, limits: Limits) -> Iterator[str]:
    faults = tuple(shape.faults(value))
    yield from faults or _RULES.get(field, _no_rule)(value, now, limits)
    # A tenth of all current times pass Luhn, and each has 13 digits; the window of `_timestamp` lets only times in.
    if (faults or field != "timestamp") and holds_card_number(value):
        yield NO_CARD_NUMBER


def _no_rule(_value: Any, _now: int, _limits: Limits) -> Iterator[str]:
    return iter(())


def _timestamp(value: int, now: int, limits: Limits) -> Iterator[str]:
    if value > now + limits.clock_skew_minutes * MILLISECONDS_PER_MINUTE:
        yield f"must not be more than {limits.clock_skew_minutes} minutes in the future"
    elif value < now - limits.age_hours * 60 * MILLISECONDS_PER_MINUTE:
        yield f"must not be older than {limits.age_hours} hours"


def _amount(value: object, _now: int, _limits: Limits) -> Iterator[str]:
    if _decimal(value) * 100 % 1:
        yield "must have at most 2 decimals"


def _currency(value: str, _now: int, _limits: Limits) -> Iterator[str]:
    if value not in CURRENCIES:
        yield f"must be one of: {', '.join(sorted(CURRENCIES))}"


def _decimal(number: object) -> Decimal:
    """The decimal that was written: a float's shortest text, not its binary expansion."""
    return Decimal(str(number))


# What a field must be beside its shape.
_RULES: dict[str, Callable[[Any, int, Limits], Iterator[str]]] = {
    "timestamp": _timestamp,
    "amount": _amount,
    "currency": _currency,
}

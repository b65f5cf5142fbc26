"""What a body must be to count as a transaction; every fault is told at once, and no value is ever repeated."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any

from . import money, times, unknown_fields, words
from .forbidden import forbidden
from .rates import Rates
from .schema import Schema, Shape
from .transaction import OPTIONAL, Transaction

# Neither holds a card number by chance: a time within its window has 13 digits and begins with a 1 until 2033, an
# amount has at most 12.
NUMBERS = frozenset({"timestamp", "amount"})


@dataclass(frozen=True, slots=True)
class Limits:
    """What the stack states: the schema, how old a transaction may be, how far ahead its clock, and how much it may be.

    The rates are those of the bundle, for as long as the stack lets them hold.
    """

    schema: Schema
    rates: Rates
    age_hours: int
    clock_skew_minutes: int
    largest_usd: int

    def __post_init__(self) -> None:
        known = {field.name for field in fields(Transaction)}
        if self.schema.shapes.keys() != known:
            raise ValueError("schema: its fields are not those of a transaction; correct stacks/schema.py")
        if self.schema.required != known - {*OPTIONAL}:
            raise ValueError("schema: requires other fields than a transaction needs; correct stacks/schema.py")


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
    errors = (*_errors(body, now, limits), *_of_the_amount(body, now, limits))
    if errors:
        return errors
    amount = money.rounded(money.written(body["amount"]), body["currency"])
    name = words.plain_name(body.get("merchant_name", ""))
    return Transaction(**{**body, "amount": amount, "merchant_name": name})


def _errors(body: dict[object, object], now: int, limits: Limits) -> Iterator[FieldError]:
    for field, shape in limits.schema.shapes.items():
        if field in body:
            yield from (FieldError(field, fault) for fault in _faults(field, shape, body[field], now, limits))
        elif field in limits.schema.required:
            yield FieldError(field, "is required")
    others = {key: value for key, value in body.items() if key not in limits.schema.shapes}
    yield from (FieldError("body", fault) for fault in unknown_fields.faults(others))


def _faults(field: str, shape: Shape, value: Any, now: int, limits: Limits) -> Iterator[str]:
    faults = tuple(shape.faults(value))
    if faults or field not in NUMBERS:
        yield from forbidden(value)
    if faults:
        yield from faults
    elif field == "timestamp":
        yield from times.faults(value, now, age_hours=limits.age_hours, clock_skew_minutes=limits.clock_skew_minutes)
    elif field in _LISTED:
        yield from _LISTED[field](value)


def _of_the_amount(body: dict[Any, Any], now: int, limits: Limits) -> Iterator[FieldError]:
    """What only amount and currency together say; nothing where one of them is wrong by itself."""
    amount, currency = body.get("amount"), body.get("currency")
    shapes = limits.schema.shapes
    if [*shapes["amount"].faults(amount), *shapes["currency"].faults(currency)] or [*words.currency(str(currency))]:
        return
    written = money.written(amount)
    faults = [*money.faults(written, str(currency))]
    if not faults and _is_worth_more(written, str(currency), now, limits):
        faults = [f"must be worth at most {limits.largest_usd} US dollars"]
    yield from (FieldError("amount", fault) for fault in faults)


def _is_worth_more(written: Decimal, currency: str, now: int, limits: Limits) -> bool:
    worth = money.worth(money.rounded(written, currency), currency, rates=limits.rates, now=now)
    return worth.dollars is not None and worth.dollars > limits.largest_usd


# What a field must be beside its shape.
_LISTED: Mapping[str, Callable[[Any], Iterator[str]]] = {
    "currency": words.currency,
    "country": words.country,
    "entry_mode": words.entry_mode,
    "merchant_name": words.name,
}

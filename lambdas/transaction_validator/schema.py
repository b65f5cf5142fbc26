"""The API's own schema of a transaction (JSON schema, draft 4), as far as it bounds each field by itself."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

RAW_NUMBER = "must not be 12 to 19 digits alone, as a card number or a network token is; send a token's reference"
KEYWORDS = {"$schema", "title", "type", "properties", "required", "additionalProperties"}


@dataclass(frozen=True, slots=True)
class Text:
    """A text that matches the pattern as a whole, and not the one of raw numbers where there is one."""

    pattern: re.Pattern[str]
    raw_number: re.Pattern[str] | None = None

    def faults(self, value: object) -> Iterator[str]:
        """Yield what a value of any type must be, and is not."""
        if not isinstance(value, str) or not self.pattern.fullmatch(value):
            yield f"must be a text like {self.pattern.pattern}"
        elif self.raw_number and self.raw_number.search(value):
            yield RAW_NUMBER


@dataclass(frozen=True, slots=True)
class Number:
    """A number within bounds, both included; where there is a pattern, its decimal text as well."""

    whole: bool
    least: float
    largest: float
    written: re.Pattern[str] | None = None

    def faults(self, value: object) -> Iterator[str]:
        """Yield what a value of any type must be, and is not; JSON's true is no number."""
        if self.written and isinstance(value, str):
            if not self.written.fullmatch(value):
                yield f"must be a number, or a text like {self.written.pattern}"
        elif type(value) is not int and (self.whole or type(value) is not float or not isfinite(value)):
            yield "must be a whole number" if self.whole else "must be a number"
        elif value < self.least:
            yield f"must be at least {self.least}"
        elif value > self.largest:
            yield f"must be at most {self.largest}"


Shape = Text | Number


@dataclass(frozen=True, slots=True)
class Schema:
    """Each field's shape by its name, and which fields must be there."""

    shapes: Mapping[str, Shape]
    required: frozenset[str]


def read(text: str) -> Schema:
    """Return what a schema says of a transaction; ValueError for one that says more than would be checked here."""
    schema = json.loads(text)
    fields, required = schema.get("properties"), schema.get("required")
    if not fields or schema.get("additionalProperties") is not False or schema.keys() - KEYWORDS:
        raise ValueError("schema: not an object whose fields are the only ones; correct stacks/schema.py")
    if not required or set(required) - fields.keys():
        raise ValueError("schema: requires no field, or one that it does not describe; correct stacks/schema.py")
    shapes = {
        name: _shape(name, {key: field[key] for key in field if key != "description"}) for name, field in fields.items()
    }
    return Schema(shapes, frozenset(required))


def _shape(name: str, field: Mapping[str, Any]) -> Shape:
    match field:
        case {"type": "string", "pattern": str(pattern), **more} if not more:
            return Text(re.compile(pattern))
        case {"type": "string", "pattern": str(pattern), "not": {"pattern": str(raw)}, **more} if not more:
            return Text(re.compile(pattern), re.compile(raw))
        case {"type": "integer", "minimum": least, "maximum": largest, **more} if not more:
            return Number(True, least, largest)
        case {
            "type": ["number", "string"],
            "minimum": least,
            "maximum": largest,
            "pattern": str(pattern),
            **more,
        } if not more:
            return Number(False, least, largest, re.compile(pattern))
    raise ValueError(
        f"schema: {name} is bounded in a way that is not checked here; extend lambdas/transaction_validator/schema.py"
    )

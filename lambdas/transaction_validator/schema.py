"""The API's own schema of a transaction (JSON schema, draft 4), as far as it bounds each field by itself."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

KEYWORDS = {"$schema", "title", "type", "properties", "required", "additionalProperties"}


@dataclass(frozen=True, slots=True)
class Text:
    """A text that matches the one pattern as a whole, and the other nowhere."""

    pattern: re.Pattern[str]
    unwanted: re.Pattern[str] | None = None

    def faults(self, value: object) -> Iterator[str]:
        """Yield what a value of any type must be, and is not."""
        if not isinstance(value, str) or not self.pattern.fullmatch(value):
            yield f"must be a text like {self.pattern.pattern}"
        elif self.unwanted and self.unwanted.search(value):
            yield f"must not hold a text like {self.unwanted.pattern}"


@dataclass(frozen=True, slots=True)
class Number:
    """A number within bounds, both included."""

    whole: bool
    least: float
    largest: float

    def faults(self, value: object) -> Iterator[str]:
        """Yield what a value of any type must be, and is not; JSON's true is no number."""
        if type(value) is not int and (self.whole or type(value) is not float or not isfinite(value)):
            yield "must be a whole number" if self.whole else "must be a number"
        elif value < self.least:
            yield f"must be at least {self.least}"
        elif value > self.largest:
            yield f"must be at most {self.largest}"


Shape = Text | Number


def read(text: str) -> Mapping[str, Shape]:
    """Return each field's shape by its name; ValueError for a schema that says more than would be checked here."""
    schema = json.loads(text)
    fields = schema.get("properties", {})
    closed = schema.get("additionalProperties") is False and sorted(schema.get("required", ())) == sorted(fields)
    if not fields or not closed or schema.keys() - KEYWORDS:
        raise ValueError(
            "schema: not an object whose fields are all required and the only ones; correct stacks/schema.py"
        )
    return {
        name: _shape(name, {key: field[key] for key in field if key != "description"}) for name, field in fields.items()
    }


def _shape(name: str, field: Mapping[str, Any]) -> Shape:
    match field:
        case {"type": "string", "pattern": str(pattern), **more} if not more:
            return Text(re.compile(pattern))
        case {"type": "string", "pattern": str(pattern), "not": {"pattern": str(unwanted)}, **more} if not more:
            return Text(re.compile(pattern), re.compile(unwanted))
        case {"type": "number" | "integer" as kind, "minimum": least, "maximum": largest, **more} if not more:
            return Number(kind == "integer", least, largest)
    raise ValueError(
        f"schema: {name} is bounded in a way that is not checked here; extend lambdas/transaction_validator/schema.py"
    )

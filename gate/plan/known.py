"""What the judged file's expressions come to in a plan: a value, or what is known only after apply.

The judged file holds plain references alone, in strings. Whatever else stands between braces is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from gate.plan.broken import BrokenPlan
from gate.plan.change import DELETE, Change
from gate.plan.shown import Shown


class Unknown(Enum):
    """What stands where no value is known: until after the apply, or ever, since Terraform never writes it down."""

    LATER = "later"
    EPHEMERAL = "ephemeral"


# An escape, an expression, or a directive, which the judged file holds none of.
PART = re.compile(r"\$\$\{|%%\{|\$\{(?P<expression>[^{}]*)\}|(?P<other>[$%]\{)")
VARIABLE = re.compile(r"var\.([A-Za-z_][\w-]*)")
REFERENCE = re.compile(r"([a-z][a-z0-9_]*)\.([A-Za-z_][\w-]*)\.([\w.\[\]-]+)")
STEP = re.compile(r"[\w-]+")


@dataclass(frozen=True)
class Known:
    """What is known when a plan was made; `ephemeral` are the variables that no plan holds."""

    plan: Shown
    ephemeral: frozenset[str]

    def evaluated(self, value: Any) -> Any:
        """The value with every expression replaced by what it comes to; raises BrokenPlan."""
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, Mapping):
            return {key: self.evaluated(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.evaluated(item) for item in value]
        return value

    def _text(self, text: str) -> Any:
        parts = list(self._parts(text))
        unknown = [part for part in parts if isinstance(part, Unknown)]
        if unknown:
            return Unknown.EPHEMERAL if Unknown.EPHEMERAL in unknown else Unknown.LATER
        return parts[0] if len(parts) == 1 else "".join(map(_as_text, parts))

    def _parts(self, text: str) -> Iterator[Any]:
        end = 0
        for part in PART.finditer(text):
            if text[end : part.start()]:
                yield text[end : part.start()]
            end = part.end()
            if part["other"]:
                raise BrokenPlan(f"holds an expression that the gate cannot follow: {text[part.start() :][:60]}")
            yield part[0][1:] if part["expression"] is None else self._referred(part["expression"])
        if text[end:] or not end:
            yield text[end:]

    def _referred(self, expression: str) -> Any:
        if variable := VARIABLE.fullmatch(expression):
            return self._variable(variable[1])
        reference = REFERENCE.fullmatch(expression)
        if not reference:
            raise BrokenPlan(f"holds an expression that the gate cannot follow: ${{{expression[:60]}}}")
        change = self.plan.changes.get(f"{reference[1]}.{reference[2]}")
        if change is None or change.action == DELETE:
            raise BrokenPlan(f"refers to {reference[1]}.{reference[2]}, which the plan does not have")
        return _at(change, STEP.findall(reference[3]), expression)

    def _variable(self, name: str) -> Any:
        if name in self.ephemeral:
            return Unknown.EPHEMERAL
        if name not in self.plan.variables:
            raise BrokenPlan(f"refers to var.{name}, of which the plan has no value")
        return self.plan.variables[name]


def _at(change: Change, steps: list[str], expression: str) -> Any:
    value: Any = change.after
    unknown: Any = change.unknown
    for step in steps:
        if unknown is True:
            return Unknown.LATER
        value, unknown = _step(value, step), _step(unknown, step)
    if unknown is True:
        return Unknown.LATER
    if value is None:
        raise BrokenPlan(f"refers to {expression}, of which the plan has no value")
    return value


def _step(value: Any, step: str) -> Any:
    if isinstance(value, Mapping):
        return value.get(step)
    if isinstance(value, list | tuple) and step.isdecimal() and int(step) < len(value):
        return value[int(step)]
    return None


def _as_text(value: Any) -> str:
    """A value as it reads within a longer text."""
    if isinstance(value, str):
        return value
    return json.dumps(value) if isinstance(value, bool | int | float) else str(value)

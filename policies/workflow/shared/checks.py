"""What a rule of a Choice is made of."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.asl import State, at, items
from policies.core.strict_json import Json


def conditions(rule: Json) -> tuple[Json, ...]:
    """All that must hold for a rule: the parts of its And, or the rule itself."""
    if not isinstance(rule, Mapping):
        return ()
    return items(rule["And"]) if rule.keys() == {"And", "Next"} else (rule,)


def parts(condition: Json) -> tuple[State, ...]:
    """The comparisons of a condition: those of its Or, that of its Not, or itself."""
    compared = items(at(condition, "Or")) or (at(condition, "Not") or condition,)
    return tuple(part for part in compared if isinstance(part, Mapping)) or ({},)

"""What a rule of a Choice checks of an answer's shape, and whether it checks nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.asl import ANALYSIS, State, at, items, without
from policies.core.equality import same
from policies.core.strict_json import Json

DECISIONS = ("approve", "review", "decline")
ONE_OF_THREE: Mapping[str, Json] = {
    "Or": tuple({"Variable": f"{ANALYSIS}.decision", "StringEquals": decision} for decision in DECISIONS)
}
TYPES = ("IsString", "IsNumeric", "IsBoolean", "IsNull")


def conditions(rule: Json) -> tuple[Json, ...]:
    """All that must hold for a rule: the parts of its And, or the rule itself without its Next."""
    if not isinstance(rule, Mapping):
        return ()
    return items(rule["And"]) if rule.keys() == {"And", "Next"} else (without(rule, "Next"),)


def beside(rule: Json, *wanted: Mapping[str, Json], of: str) -> bool:
    """Whether a rule asks what is wanted, and beside that the shape of what lies below a path alone."""
    asked = conditions(rule)
    others = [condition for condition in asked if not any(same(condition, each) for each in wanted)]
    asks_all = all(any(same(condition, each) for condition in asked) for each in wanted)
    return bool(asked) and asks_all and all(_shape(condition, of) for condition in others)


def _shape(condition: Json, of: str) -> bool:
    variables = {at(part, "Variable") for part in parts(condition)}
    tests = {test for part in parts(condition) for test in part if test != "Variable"}
    path = str(next(iter(variables), ""))
    known = {"IsPresent", *TYPES}
    if at(condition, "Or") is not None:
        known = {"StringEquals", "StringMatches"}
    return len(variables) == 1 and path.startswith(f"{of}.") and tests <= known


def parts(condition: Json) -> tuple[State, ...]:
    """The comparisons of a condition: those of its Or, that of its Not, or itself."""
    compared = items(at(condition, "Or")) or (at(condition, "Not") or condition,)
    return tuple(part for part in compared if isinstance(part, Mapping)) or ({},)

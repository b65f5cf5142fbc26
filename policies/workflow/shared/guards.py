"""What each choice asks of an answer before a state reads it: all of these conditions, in this order, and no others.

Without one of them a malformed answer ends the execution, or an answer is kept that should have been given. One more
may never hold, and then every transaction goes the way of a failure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.aws.asl import ANALYSIS, STORED, TRANSACTION, VALIDATION, at
from policies.core.equality import same
from policies.core.strict_json import Json
from policies.workflow.shared.storing import ABSENT, OTHER, SAME

Conditions = list[dict[str, Any]]
DECISIONS = ("approve", "review", "decline")
# Those that a list or an object fails; the language has no test for either.
OTHER_TYPES = ("IsNull", "IsString", "IsNumeric", "IsBoolean")
_TEXTS = "transaction_id timestamp_text amount_text currency card_token merchant_id terminal_id country"


def _is(path: str, test: str, value: bool = True) -> dict[str, Any]:
    return {"Variable": path, test: value}


def _there(path: str, *tests: str) -> Conditions:
    return [_is(path, "IsPresent"), *(_is(path, test) for test in tests)]


def _listed(path: str) -> Conditions:
    return [*_there(path), *({"Not": _is(path, test)} for test in OTHER_TYPES)]


def _one_of(path: str, test: str, *values: str) -> Conditions:
    return [*_there(path, "IsString"), {"Or": [{"Variable": path, test: value} for value in values]}]


def _decided(path: str) -> Conditions:
    return _one_of(path, "StringEquals", *DECISIONS)


def _all(*conditions: Conditions, following: str) -> dict[str, Any]:
    return {"And": [each for some in conditions for each in some], "Next": following}


_VALID, _DOLLARS = f"{VALIDATION}.valid", f"{TRANSACTION}.amount_usd"
_REPEATABLE = [
    *_decided(f"{STORED}.decision.S"),
    *_there(f"{STORED}.score.N"),
    *_there(f"{STORED}.reasons.S"),
]
_RESUMABLE = [*_REPEATABLE, *_there(f"{STORED}.model.S"), *_there(f"{STORED}.row_timestamp.N")]
_MARKED = _there(f"{STORED}.digest.S")

ACCEPTED = _all(
    [*_there(_VALID), _is(_VALID, "BooleanEquals")],
    *(_there(f"{TRANSACTION}.{name}", "IsString") for name in _TEXTS.split()),
    *(_there(f"{TRANSACTION}.{name}", "IsNumeric") for name in ("timestamp", "amount")),
    # Null where nobody can say what it is worth in dollars.
    [*_there(_DOLLARS), {"Or": [_is(_DOLLARS, "IsNumeric"), _is(_DOLLARS, "IsNull")]}],
    _there(f"{VALIDATION}.digest", "IsString"),
    following="AnalyzeTransaction",
)
REFUSED = _all(
    [*_there(_VALID), _is(_VALID, "BooleanEquals", False)],
    _listed(f"{VALIDATION}.errors"),
    following="RejectTransaction",
)
WHOLE = _all(
    _decided(f"{ANALYSIS}.decision"),
    _there(f"{ANALYSIS}.score", "IsNumeric"),
    # From 0 to 1 with a point: DynamoDB refuses to store a number that is none.
    _one_of(f"{ANALYSIS}.score_text", "StringMatches", "0.*", "1.*"),
    _listed(f"{ANALYSIS}.reasons"),
    _there(f"{ANALYSIS}.model", "IsString"),
    following="StoreTransaction",
)
RESUMED_BEFORE = _all(_REPEATABLE, following="RepeatStoredDecision")


SAME_CONTENT = _all([*_MARKED, {**SAME}], _RESUMABLE, following="WasSettledBefore")
OTHER_CONTENT = _all([*_MARKED, {**OTHER}], following="RefuseConflict")


def compared(absent: str) -> Conditions:
    return [{**ABSENT, "Next": absent}, SAME_CONTENT, OTHER_CONTENT]


def asks(rule: Json, guard: Mapping[str, Any]) -> bool:
    """Whether a rule of a choice asks all that a guard asks, and nothing else; it may lead elsewhere."""
    return same(rule, {**guard, "Next": at(rule, "Next")})

"""The rules that check an answer before it is read, as the policies on workflows have them in their example."""

from __future__ import annotations

from typing import Any

from policies.aws.asl import ANALYSIS, STORED, TRANSACTION, VALIDATION
from policies.workflow.shared.checks import DECISIONS, ONE_OF_THREE, TYPES
from policies.workflow.shared.storing import ABSENT, OTHER, SAME

Conditions = list[dict[str, Any]]
_TEXTS = "transaction_id timestamp_text amount_text currency card_token merchant_id terminal_id country"


def _is(path: str, test: str, value: bool = True) -> dict[str, Any]:
    return {"Variable": path, test: value}


def _there(path: str, *tests: str) -> Conditions:
    return [_is(path, "IsPresent"), *(_is(path, test) for test in tests)]


def _listed(path: str) -> Conditions:
    return [*_there(path), *({"Not": _is(path, test)} for test in TYPES)]


def _decided(path: str) -> Conditions:
    one = {"Or": [{"Variable": path, "StringEquals": decision} for decision in DECISIONS]}
    return [*_there(path, "IsString"), one]


def _all(*conditions: Conditions, following: str) -> dict[str, Any]:
    return {"And": [each for some in conditions for each in some], "Next": following}


_VALID = f"{VALIDATION}.valid"
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
    _there(f"{VALIDATION}.digest", "IsString"),
    following="AnalyzeTransaction",
)
REFUSED = _all(
    [*_there(_VALID), _is(_VALID, "BooleanEquals", False)],
    _listed(f"{VALIDATION}.errors"),
    following="RejectTransaction",
)
WHOLE = _all(
    [*_there(f"{ANALYSIS}.decision", "IsString"), {**ONE_OF_THREE}],
    _there(f"{ANALYSIS}.score", "IsNumeric"),
    _there(f"{ANALYSIS}.score_text", "IsString"),
    _listed(f"{ANALYSIS}.reasons"),
    _there(f"{ANALYSIS}.model", "IsString"),
    following="StoreTransaction",
)
RESUMED_BEFORE = _all(_REPEATABLE, following="RepeatStoredDecision")


def compared(absent: str) -> Conditions:
    return [
        {**ABSENT, "Next": absent},
        _all([*_MARKED, {**SAME}], _RESUMABLE, following="WasSettledBefore"),
        _all([*_MARKED, {**OTHER}], following="RefuseConflict"),
    ]

"""What each choice asks of an answer before a state reads it: all of these conditions, in this order, and no others.

Without one of them a malformed answer ends the execution, or an answer is kept that should have been given. One more
may never hold, and then every transaction goes the way of a failure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.aws.asl import ANALYSIS, HISTORY, STORED, TRANSACTION, VALIDATION, at
from policies.core.equality import same
from policies.core.strict_json import Json
from policies.workflow.shared.conditions import (
    DECISIONS,
    Conditions,
    all_of,
    decided,
    is_,
    listed,
    one_of,
    texts,
    there,
)
from policies.workflow.shared.storing import ABSENT, OTHER, SAME

_TEXTS = """
    transaction_id timestamp_text amount_text currency card_token merchant_id country amount_usd_text conversion
    terminal_id merchant_name merchant_category_code entry_mode customer_token device_token
"""


_VALID, _DOLLARS = f"{VALIDATION}.valid", f"{TRANSACTION}.amount_usd"
REPEATABLE = [
    *decided(f"{STORED}.decision.S"),
    *there(f"{STORED}.score.N"),
    *there(f"{STORED}.reasons.S"),
]
_RESUMABLE = [
    *REPEATABLE,
    *(is_(f"{STORED}.{told}", "IsPresent") for told in ("alert.S", "row_timestamp.N")),
]
_COUNTED, _AT_MERCHANT = f"{ANALYSIS}.history.counted", f"{ANALYSIS}.merchant.counted"
_ADDED = (f"{ANALYSIS}.merchant.weight", f"{ANALYSIS}.merchant.expires")
_MARKED = there(f"{STORED}.digest.S")

ACCEPTED = all_of(
    [*there(_VALID), is_(_VALID, "BooleanEquals")],
    texts(*(f"{TRANSACTION}.{name}" for name in _TEXTS.split())),
    *(there(f"{TRANSACTION}.{name}", "IsNumeric") for name in ("timestamp", "amount")),
    # Null where nobody knows what the currency is worth.
    [*there(_DOLLARS), {"Or": [is_(_DOLLARS, "IsNumeric"), is_(_DOLLARS, "IsNull")]}],
    texts(f"{VALIDATION}.digest"),
    following="AnalyzeTransaction",
)
REFUSED = all_of(
    [*there(_VALID), is_(_VALID, "BooleanEquals", False)],
    listed(f"{VALIDATION}.errors"),
    following="RejectTransaction",
)
WHOLE = [
    *decided(f"{ANALYSIS}.decision"),
    *there(f"{ANALYSIS}.score", "IsNumeric"),
    # From 0 to 1 with a point: DynamoDB refuses to store a number that is none.
    *one_of(f"{ANALYSIS}.score_text", "StringMatches", "0.*", "1.*"),
    *listed(f"{ANALYSIS}.reasons"),
    *texts(*(f"{ANALYSIS}.{name}" for name in ("model", "rules", "ordinary_amount"))),
    *texts(*(f"{ANALYSIS}.{name}" for name in ("shadow_model", "shadow_score_text"))),
    *there(f"{ANALYSIS}.alert", "IsBoolean"),
    *there(f"{ANALYSIS}.merchant.counted", "IsBoolean"),
    *texts(*_ADDED),
]
COUNTED = all_of(
    WHOLE,
    [*there(_COUNTED), is_(_COUNTED, "BooleanEquals")],
    texts(*(f"{ANALYSIS}.history.{name}" for name in ("state", "seen", "next", "expires")), f"{HISTORY}.day"),
    following="StoreTransaction",
)
# Without the card's history there is no approval, whatever the analyzer says.
UNCOUNTED = all_of(
    WHOLE,
    [*there(_COUNTED), is_(_COUNTED, "BooleanEquals", False)],
    one_of(f"{ANALYSIS}.decision", "StringEquals", *DECISIONS[1:]),
    following="StoreUncounted",
)
AT_MERCHANT = all_of(
    [*there(_AT_MERCHANT), is_(_AT_MERCHANT, "BooleanEquals")],
    texts(*_ADDED, f"{HISTORY}.day"),
    following="CountAtMerchant",
)
RESUMED_BEFORE = all_of(REPEATABLE, following="RepeatStoredDecision")


SAME_CONTENT = all_of([*_MARKED, {**SAME}], _RESUMABLE, following="WasSettledBefore")
OTHER_CONTENT = all_of([*_MARKED, {**OTHER}], following="RefuseConflict")


def compared(absent: str) -> Conditions:
    return [{**ABSENT, "Next": absent}, SAME_CONTENT, OTHER_CONTENT]


def asks(rule: Json, guard: Mapping[str, Any]) -> bool:
    """Whether a rule of a choice asks all that a guard asks, and nothing else; it may lead elsewhere."""
    return same(rule, {**guard, "Next": at(rule, "Next")})

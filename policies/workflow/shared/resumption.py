"""How a repetition resumes what was stored and not settled: the choices, and the one state that resumes it."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.asl import STORED, TRANSACTION, State, States, at, items
from policies.core.equality import same
from policies.core.strict_json import Json
from policies.workflow.shared.answers import STORED_DECISION

SETTLED_BEFORE: Mapping[str, Json] = {"Variable": f"{STORED}.settled", "IsPresent": True}

# All of a transaction but its time, which the digest does not cover: the repetition may have another.
_EQUAL = """
    transaction_id amount amount_text currency card_token merchant_id terminal_id country
    amount_usd amount_usd_text conversion
    merchant_name merchant_category_code entry_mode customer_token device_token
"""
_RESUMED: Mapping[str, Json] = {
    **{f"{name}.$": f"{TRANSACTION}.{name}" for name in _EQUAL.split()},
    "timestamp.$": f"States.StringToJson({STORED}.row_timestamp.N)",
    "timestamp_text.$": f"{STORED}.row_timestamp.N",
}
_DECIDED: Mapping[str, Json] = {
    **STORED_DECISION,
    "alert.$": f"States.StringToJson({STORED}.alert.S)",
    "resumed": True,
}
RESUMED: Mapping[str, Json] = {
    "validation": {"Payload": {"transaction": _RESUMED}},
    "analysis": {"Payload": _DECIDED},
    "stored.$": "$.stored",
}


def resumes(state: State | None) -> bool:
    """Whether a state replaces this execution's own time and decision with the stored ones, and continues."""
    if at(state, "Type") != "Pass":  # as most, and found sooner than by comparing all of it
        return False
    return same(state, {"Type": "Pass", "Parameters": RESUMED, "Next": at(state, "Next")})


def resuming(graph: States) -> States:
    """The states that do so."""
    return {name: state for name, state in graph.items() if resumes(state)}


def chosen(state: State | None, rule: Mapping[str, Json]) -> str:
    """Where a Choice state with this rule alone leads if the rule holds; empty for any other state."""
    (first, *_) = (*items(at(state, "Choices")), None)
    name = at(first, "Next")
    expected = {"Type": "Choice", "Choices": [{**rule, "Next": name}], "Default": at(state, "Default")}
    return name if isinstance(name, str) and same(state, expected) else ""

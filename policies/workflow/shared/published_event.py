"""The event that the workflow publishes for each decision, and which event rules cannot match it."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.asl import ANALYSIS, TRANSACTION, at, items
from policies.aws.queues import RULE
from policies.core import Resource, Stack
from policies.core.examples import Values
from policies.core.strict_json import Json

_FIELDS = ("transaction_id", "timestamp", "amount", "amount_usd", "currency", "merchant_id", "country")
_DETAIL: Mapping[str, Json] = {
    **{f"{name}.$": f"{TRANSACTION}.{name}" for name in _FIELDS},
    **{f"{name}.$": f"{ANALYSIS}.{name}" for name in ("decision", "score", "reasons")},
}
EVENT: Mapping[str, Json] = {"Source": "fraud.detection", "DetailType": "TransactionAnalyzed", "Detail": _DETAIL}
# An event rule that matches it, for examples.
MATCHING: Mapping[str, Values] = {
    f"{RULE}.high_value": {
        "event_bus_name": "${aws_cloudwatch_event_bus.bus.name}",
        "event_pattern": {
            "source": [EVENT["Source"]],
            "detail-type": [EVENT["DetailType"]],
            "detail": {"amount_usd": [1]},
        },
    },
}


def unmatched(entry: Json, bus: Resource | None, stack: Stack) -> list[str]:
    """The event rules that cannot match an entry on a bus: on another, for another source, or by a missing field."""
    rules = stack.once(_by_bus).get(bus.address, []) if bus is not None else []
    matching = {rule.place for rule in rules if _matches(rule, entry)}
    return [rule.place for rule in stack.of(RULE) if rule.place not in matching]


def _by_bus(stack: Stack) -> Mapping[str, list[Resource]]:
    """The event rules by the address of the bus that each is on."""
    found: dict[str, list[Resource]] = {}
    for rule in stack.of(RULE):
        bus = stack.resolve(rule.get("event_bus_name"), "name")
        if bus is not None:
            found.setdefault(bus.address, []).append(rule)
    return found


def _matches(rule: Resource, entry: Json) -> bool:
    detail, pattern = at(entry, "Detail"), rule.get("event_pattern", "detail")
    fields = {key.removesuffix(".$") for key in detail} if isinstance(detail, Mapping) else set[str]()
    return (
        at(entry, "Source") in items(rule.get("event_pattern", "source"))
        and at(entry, "DetailType") in items(rule.get("event_pattern", "detail-type"))
        and isinstance(pattern, Mapping)
        and pattern.keys() <= fields
    )

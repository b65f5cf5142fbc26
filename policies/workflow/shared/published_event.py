"""The event that the workflow publishes of each decision, and whether a rule looks at what is in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policies.aws.asl import ANALYSIS, TRANSACTION, at, listed
from policies.core import Stack
from policies.core.examples import Values
from policies.core.strict_json import Json

RULE = "aws_cloudwatch_event_rule"
_TOLD = ("transaction_id", "timestamp", "amount", "currency", "merchant_id", "country")
_DETAIL: Mapping[str, Json] = {
    **{f"{name}.$": f"{TRANSACTION}.{name}" for name in _TOLD},
    **{f"{name}.$": f"{ANALYSIS}.{name}" for name in ("decision", "score", "reasons")},
}
ABOUT: Mapping[str, Json] = {"Source": "fraud.detection", "DetailType": "TransactionAnalyzed", "Detail": _DETAIL}
# A rule of the stack, for examples.
MATCHING: Mapping[str, Values] = {
    f"{RULE}.high_value": {
        "event_bus_name": "${aws_cloudwatch_event_bus.bus.name}",
        "event_pattern": {"source": [ABOUT["Source"]], "detail-type": [ABOUT["DetailType"]], "detail": {"amount": [1]}},
    },
}


def overlooked(entry: Json, stack: Stack) -> Iterator[str]:
    """The rules of the stack that cannot match an entry: on another bus, of another source, or by a missing field."""
    bus, sent = stack.resolve(at(entry, "EventBusName"), "name"), at(entry, "Detail")
    fields = {key.removesuffix(".$") for key in sent} if isinstance(sent, Mapping) else set[str]()
    for rule in stack.of(RULE):
        wanted = rule.get("event_pattern", "detail")
        fits = (
            bus is not None
            and stack.resolve(rule.get("event_bus_name"), "name") is bus
            and at(entry, "Source") in listed(rule.get("event_pattern", "source"))
            and at(entry, "DetailType") in listed(rule.get("event_pattern", "detail-type"))
            and isinstance(wanted, Mapping)
            and wanted.keys() <= fields
        )
        if not fits:
            yield rule.place

"""What a subscription to alerts says: which topic it hears, by which filter, and whose address it is."""

from __future__ import annotations

from collections.abc import Mapping

from policies.core import Resource, Stack
from policies.core.expressions import variable
from policies.core.strict_json import Json

SUBSCRIPTION = "aws_sns_topic_subscription"
ALERTS, OPERATIONS = "fraud-alerts", "operations"
# By protocol, the variable of who hears of all customers; `_of_` and a token after it is of that customer alone.
ADDRESSES: Mapping[str, str] = {"email": "alert_email", "sms": "alert_phone"}
CHOSEN: Mapping[str, tuple[str, ...]] = {"channel": ("email",), "severity": ("review", "decline")}
# A subscription of each kind, for examples.
OF_ALL = {
    "topic_arn": "${aws_sns_topic.alerts.arn}",
    "protocol": "email",
    "endpoint": "${var.alert_email}",
    "filter_policy": CHOSEN,
    "filter_policy_scope": "MessageAttributes",
}
OWN = {**CHOSEN, "channel": ("own-email",), "customer": ("c-42",)}
OF_ONE = {**OF_ALL, "endpoint": "${var.alert_email_of_c-42}", "filter_policy": OWN}
TOPICS = {"aws_sns_topic.alerts": {"name": ALERTS}, "aws_sns_topic.operations": {"name": OPERATIONS}}


def hears(subscription: Resource, name: str, stack: Stack) -> bool:
    """Whether it is of the topic of this name."""
    topic = stack.resolve(subscription.get("topic_arn"), "arn")
    return topic is not None and topic.type == "aws_sns_topic" and topic.get("name") == name


def chosen(subscription: Resource) -> Mapping[str, Json]:
    """By which attributes it chooses, each with its values; empty where it chooses by none."""
    written = subscription.get("filter_policy")
    return written if isinstance(written, Mapping) else {}


def channel_of(subscription: Resource) -> str:
    """The channel that it must choose: messages for one customer alone have channels of their own."""
    own = "" if customer_of(subscription) is None else "own-"
    return f"{own}{subscription.get('protocol')}"


def customer_of(subscription: Resource) -> str | None:
    """The token of the one customer whose address it is; None where it is nobody's own."""
    name = variable(subscription.get("endpoint")) or ""
    address, _, token = name.partition("_of_")
    return token if token and address in ADDRESSES.values() else None

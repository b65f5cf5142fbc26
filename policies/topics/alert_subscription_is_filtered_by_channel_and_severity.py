from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.equality import same
from policies.topics.shared.subscriptions import ALERTS, CHOSEN, OF_ALL, SUBSCRIPTION, TOPICS, channel_of, chosen, hears

KNOWN = {*CHOSEN, "customer"}


class AlertSubscriptionIsFilteredByChannelAndSeverity(Policy):
    """Every subscription to the alerts chooses those of its own channel, and both severities, by their attributes.

    Without a filter, or with one that matches whatever is there, it also gets what is meant for another channel: what
    is for one customer alone has channels of its own, and holds a code that speaks in that customer's name. With one
    that is too narrow, SNS delivers an alert to nobody, and no error says so.
    """

    id = "FRAUD_TOPIC_6"
    severity = Severity.HIGH
    controls = (controls.NIST_AC_3.supports, controls.SOC_CC7_3.supports)
    applies_to = (SUBSCRIPTION,)
    claims = ("filter_policy", "filter_policy_scope")
    remediation = "Subscribe by stacks.subscriber.alerted, which gives each subscription its filter."

    compliant = OF_ALL
    given = TOPICS
    violating = {
        "has no filter": {"filter_policy": None},
        "has an empty filter": {"filter_policy": {"channel": None, "severity": None}},
        "matches every channel": {"filter_policy": {"channel": [{"exists": True}]}},
        "matches all but an unheard-of channel": {"filter_policy": {"channel": [{"anything-but": ["letter"]}]}},
        "is of two channels": {"filter_policy": {"channel": ["email", "sms"]}},
        "is common, and hears what is for one customer": {"filter_policy": {"channel": ["own-email"]}},
        "is common, and hears both": {"filter_policy": {"channel": ["email", "own-email"]}},
        "is of one customer, and hears what is common": {
            "endpoint": "${var.alert_email_of_c-42}",
            "filter_policy": {"customer": ["c-42"]},
        },
        "matches every severity": {"filter_policy": {"severity": [{"exists": True}]}},
        "keeps declines out": {"filter_policy": {"severity": ["review"]}},
        "matches messages without a severity": {"filter_policy": {"severity": [{"exists": False}]}},
        "chooses by what no message has": {"filter_policy": {"decision": ["review"]}},
        "reads the text of the message": {"filter_policy_scope": "MessageBody"},
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return hears(resource, ALERTS, stack)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        found, expected = chosen(resource), {**CHOSEN, "channel": (channel_of(resource),)}
        for key, values in expected.items():
            if not same(found.get(key), values):
                yield f"does not choose the {key} {' or '.join(values)}, and no other"
        for key in sorted(set(found) - KNOWN):
            yield f"chooses by {key}, which no alert has"
        if resource.get("filter_policy_scope") != "MessageAttributes":
            yield "does not choose by the attributes of messages"

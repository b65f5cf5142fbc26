from collections.abc import Iterator

from policies.alarms.shared.example import BESIDE, EXAMPLE
from policies.alarms.shared.metrics import ALARM
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import append, refer_to_attribute

TYPE, TOPIC = "aws_sns_topic", "operations"


def subscribed(stack: Stack) -> frozenset[str]:
    """The addresses of the topics that someone is subscribed to."""
    topics = [stack.resolve(subscription.get("topic_arn")) for subscription in stack.of("aws_sns_topic_subscription")]
    return frozenset(topic.address for topic in topics if topic)


class AlarmNotifiesTheOperationsTopic(Policy):
    """Every alarm tells this stack's operations topic, to which someone is subscribed, and nobody else.

    It tells when trouble begins and when it is over; without an action it changes its state on a page that nobody looks
    at. The customers' topic is no place for it, and a topic of another account would tell strangers of the problem.
    """

    id = "FRAUD_ALARM_1"
    severity = Severity.HIGH
    controls = (controls.PCI_10_7_2.supports, controls.SOC_CC7_3.supports)
    applies_to = (ALARM,)
    claims = ("alarm_actions", "ok_actions")
    remediation = "Build alarms with stacks.alarm.Alarms, to the operations topic, and keep its subscription."

    compliant = EXAMPLE
    given = BESIDE
    violating = {
        "notifies nobody": {"alarm_actions": None},
        "has an empty list": {"alarm_actions": []},
        "does not say that it is over": {"ok_actions": None},
        "tells the same twice": append("alarm_actions", item="${aws_sns_topic.operations.arn}"),
        "names a topic": {"alarm_actions": ["operations"]},
        "names a topic when it is over": {"ok_actions": ["operations"]},
        "names its topic by another attribute": refer_to_attribute("alarm_actions", 0, attribute="name"),
        "is no list": {"alarm_actions": "${var.topic}"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for state in ("alarm_actions", "ok_actions"):
            if not isinstance(actions := resource.get(state), tuple) or len(actions) != 1:
                yield f"{state} do not notify exactly one topic"
            elif not (topic := stack.resolve(actions[0], "arn")) or (topic.type, topic.get("name")) != (TYPE, TOPIC):
                yield f"notifies {actions[0]!r}, which is not the topic {TOPIC} of this stack"
            elif topic.address not in stack.once(subscribed):
                yield f"notifies the topic {TOPIC}, which has no subscription"

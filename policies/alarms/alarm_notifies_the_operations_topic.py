from collections.abc import Iterator

from policies.alarms.shared.example import BESIDE, EXAMPLE
from policies.alarms.shared.metrics import ALARM
from policies.core import Policy, Resource, Severity, Stack, controls

TOPIC = "operations"


def subscribed(stack: Stack) -> frozenset[str]:
    """The addresses of the topics that someone is subscribed to."""
    topics = [stack.resolve(each.get("topic_arn")) for each in stack.of("aws_sns_topic_subscription")]
    return frozenset(topic.address for topic in topics if topic)


class AlarmNotifiesTheOperationsTopic(Policy):
    """Every alarm tells this stack's operations topic, to which someone is subscribed, and nobody else.

    An alarm without an action turns red on a page that nobody looks at. The customers' topic is no place for it, and
    a foreign topic would tell strangers when the system is blind.
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
        "tells nobody": {"alarm_actions": None},
        "has an empty list": {"alarm_actions": []},
        "names a topic": {"alarm_actions": ["operations"]},
        "names a topic for its end": {"ok_actions": ["operations"]},
        "tells no list": {"alarm_actions": "${var.topic}"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        told, also_told = resource.get("alarm_actions"), resource.get("ok_actions") or ()
        if not isinstance(told, tuple) or not isinstance(also_told, tuple) or not told:
            yield "tells nobody when it rings, or not by a list"
            return
        for action in (*told, *also_told):
            topic = stack.resolve(action, "arn")
            if topic is None or topic.type != "aws_sns_topic" or topic.get("name") != TOPIC:
                yield f"tells {action!r}, which is not the topic {TOPIC} of this stack"
            elif topic.address not in stack.once(subscribed):
                yield "tells a topic to which nobody is subscribed"

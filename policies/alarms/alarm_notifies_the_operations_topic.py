from collections.abc import Iterator

from policies.alarms.shared.example import BESIDE, EXAMPLE
from policies.alarms.shared.metrics import ALARM
from policies.core import Policy, Resource, Severity, Stack, controls

TOPIC = "operations"


def subscribed(stack: Stack) -> frozenset[str]:
    """The addresses of the topics that someone is subscribed to."""
    topics = [stack.resolve(subscription.get("topic_arn")) for subscription in stack.of("aws_sns_topic_subscription")]
    return frozenset(topic.address for topic in topics if topic)


class AlarmNotifiesTheOperationsTopic(Policy):
    """Every alarm tells this stack's operations topic, to which someone is subscribed, and nobody else.

    An alarm without an action changes its state on a page that nobody looks at. The customers' topic is no place for
    it, and a topic of another account would tell strangers that the system has a problem.
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
        "names a topic": {"alarm_actions": ["operations"]},
        "names a topic for its OK state": {"ok_actions": ["operations"]},
        "is no list": {"alarm_actions": "${var.topic}"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        alarm_actions, ok_actions = resource.get("alarm_actions"), resource.get("ok_actions") or ()
        if not isinstance(alarm_actions, tuple) or not isinstance(ok_actions, tuple) or not alarm_actions:
            yield "alarm_actions notify nobody, or are no list"
            return
        for action in (*alarm_actions, *ok_actions):
            topic = stack.resolve(action, "arn")
            if topic is None or topic.type != "aws_sns_topic" or topic.get("name") != TOPIC:
                yield f"notifies {action!r}, which is not the topic {TOPIC} of this stack"
            elif topic.address not in stack.once(subscribed):
                yield f"notifies the topic {TOPIC}, which has no subscription"

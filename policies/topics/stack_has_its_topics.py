from collections.abc import Iterator, Mapping

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import at_every, remove_resources

PROTOCOLS: Mapping[str, tuple[str, ...]] = {"fraud-alerts": ("email", "sms"), "operations": ("email",)}
SUBSCRIPTION = "aws_sns_topic_subscription"


class StackHasItsTopics(Policy):
    """The stack has a topic for customers' alerts, heard by e-mail and SMS, and one for alarms, heard by e-mail.

    A topic without a subscription accepts every message and delivers it to nobody.
    """

    id = "FRAUD_TOPIC_1"
    severity = Severity.HIGH
    controls = (controls.SOC_CC7_3.supports,)
    applies_to = ("terraform",)
    remediation = "Make the topics fraud-alerts and operations with stacks.topic.Topic, and give each its subscribers."

    given = {
        "aws_sns_topic.a": {"name": "fraud-alerts"},
        "aws_sns_topic.o": {"name": "operations"},
        f"{SUBSCRIPTION}.e": {"topic_arn": "${aws_sns_topic.a.arn}", "protocol": "email"},
        f"{SUBSCRIPTION}.s": {"topic_arn": "${aws_sns_topic.a.arn}", "protocol": "sms"},
        f"{SUBSCRIPTION}.o": {"topic_arn": "${aws_sns_topic.o.arn}", "protocol": "email"},
    }
    violating = {
        "tells nobody by SMS": remove_resources(SUBSCRIPTION, protocol="sms"),
        "tells nobody by e-mail": remove_resources(SUBSCRIPTION, protocol="email"),
        "has topics of other names": at_every("aws_sns_topic", {"name": "other"}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for name, protocols in PROTOCOLS.items():
            topics = stack.having("aws_sns_topic", "name", name)
            subscribed = {
                subscription.get("protocol")
                for topic in topics
                for subscription in stack.pointing_at(topic, SUBSCRIPTION, "topic_arn")
            }
            missing = (protocol for protocol in protocols if protocol not in subscribed)
            yield from (f"has no topic {name} with a subscription by {protocol}" for protocol in missing)

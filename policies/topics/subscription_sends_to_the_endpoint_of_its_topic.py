from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import refer_to_attribute
from policies.core.expressions import variable
from policies.requirements import CUSTOMERS, REGION
from policies.topics.shared.subscriptions import ADDRESSES

# The topic's name, the protocol, and the variable that holds the endpoint.
ALERTS = {("fraud-alerts", protocol, address) for protocol, address in ADDRESSES.items()}
OF_ONE = {
    ("fraud-alerts", protocol, f"{address}_of_{customer}")
    for customer in CUSTOMERS
    for protocol, address in ADDRESSES.items()
}
KNOWN = {*ALERTS, *OF_ONE, ("operations", "email", "operations_email")}


class SubscriptionSendsToTheEndpointOfItsTopic(Policy):
    """Every subscription sends a topic of this stack to the person it is for, by e-mail or SMS.

    An address in the file could be read by everyone who reads the code, so it is a variable. Nobody else may read the
    messages.
    """

    id = "FRAUD_TOPIC_2"
    severity = Severity.HIGH
    controls = (controls.NIST_AC_3.supports, controls.PCI_7_2_1.supports)
    applies_to = ("aws_sns_topic_subscription",)
    claims = ("topic_arn", "protocol", "endpoint")
    remediation = "Name the subscriber in stacks.topic.Topic with a variable of stacks/variables.py, nothing else."

    compliant = {"topic_arn": "${aws_sns_topic.o.arn}", "protocol": "email", "endpoint": "${var.operations_email}"}
    given = {"aws_sns_topic.o": {"name": "operations"}}
    violating = {
        "is for a topic elsewhere": {"topic_arn": f"arn:aws:sns:{REGION}:111122223333:other"},
        "is for a topic that is not there": {"topic_arn": "${aws_sns_topic.missing.arn}"},
        "names its topic by another attribute": refer_to_attribute("topic_arn", attribute="owner"),
        "goes over plain HTTP": {"protocol": "http", "endpoint": "http://example.com"},
        "names a person": {"endpoint": "someone@example.com"},
        "names another variable": {"endpoint": "${var.someone}"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        topic = stack.resolve(resource.get("topic_arn"), "arn")
        name = topic.get("name") if topic is not None and topic.type == "aws_sns_topic" else None
        if (name, resource.get("protocol"), variable(resource.get("endpoint"))) not in KNOWN:
            yield f"sends {name!r} by {resource.get('protocol')!r} to an endpoint that is not the one for this topic"

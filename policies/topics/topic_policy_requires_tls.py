from collections.abc import Iterator

from policies.aws.message_examples import TOPIC, document, in_each, one_more, transport, without
from policies.aws.senders import refuses_plain_transport
from policies.core import Policy, Resource, Severity, Stack, controls

REFUSAL = transport("sns:Publish", TOPIC)


class TopicPolicyRequiresTls(Policy):
    """Every topic denies everyone sns:Publish over anything but TLS, and denies nothing else.

    Alerts name a customer's purchase and where it was made. Without the denial, a sender with the right to publish
    could also do so over plain HTTP, for everyone on the way to read.
    """

    id = "FRAUD_TOPIC_5"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_13.supports, controls.SOC_CC6_6.supports)
    applies_to = ("aws_sns_topic",)
    claims = ("policy",)
    remediation = "Build the topic with stacks.topic, which writes the denial into its policy."

    compliant = {"name": "operations", "policy": document(REFUSAL)}
    violating = {
        "has no policy": {"policy": None},
        "does not refuse it": without("Deny"),
        "refuses it to one account": in_each("Deny", {"Principal": {"AWS": "111122223333"}}),
        "refuses it for one action": in_each("Deny", {"Action": "sns:AddPermission"}),
        "refuses it for another topic": in_each("Deny", {"Resource": f"{TOPIC}-2"}),
        "refuses TLS instead": in_each("Deny", {"Condition": {"Bool": {"aws:SecureTransport": "true"}}}),
        "refuses it on one more condition": in_each("Deny", {"Condition": {"StringEquals": {"aws:SourceVpc": "a"}}}),
        "refuses more than that": one_more(REFUSAL, Condition=None),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if not refuses_plain_transport(resource, "sns:publish", stack):
            yield "does not deny plain transport to everyone, and that alone"

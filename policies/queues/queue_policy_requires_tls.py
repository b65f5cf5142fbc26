from collections.abc import Iterator

from policies.aws.message_examples import QUEUE, document, in_each, one_more, transport, without
from policies.aws.senders import refuses_plain_transport
from policies.core import Policy, Resource, Severity, Stack, controls

REFUSAL = transport("sqs:*", QUEUE)


class QueuePolicyRequiresTls(Policy):
    """Every queue denies everyone sqs:* over anything but TLS, and denies nothing else.

    Messages hold whole transactions. Whoever sends, receives or looks must do so over TLS: without the denial, everyone
    on the way of a plain request could read them.
    """

    id = "FRAUD_QUEUE_2"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_13.supports, controls.SOC_CC6_6.supports)
    applies_to = ("aws_sqs_queue",)
    claims = ("policy",)
    remediation = "Build the queue with stacks.queue, which writes the denial into its policy."

    compliant = {"name": "example", "policy": document(REFUSAL)}
    violating = {
        "has no policy": {"policy": None},
        "does not refuse it": without("Deny"),
        "refuses it to one account": in_each("Deny", {"Principal": {"AWS": "111122223333"}}),
        "refuses it for one action": in_each("Deny", {"Action": "sqs:AddPermission"}),
        "refuses it for another queue": in_each("Deny", {"Resource": f"{QUEUE}-2"}),
        "refuses TLS instead": in_each("Deny", {"Condition": {"Bool": {"aws:SecureTransport": "true"}}}),
        "refuses it on one more condition": in_each("Deny", {"Condition": {"StringEquals": {"aws:SourceVpc": "a"}}}),
        "refuses more than that": one_more(REFUSAL, Condition=None),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if not refuses_plain_transport(resource, "sqs:*", stack):
            yield "does not deny plain transport to everyone, and that alone"

from collections.abc import Iterator

from policies.aws.message_examples import QUEUE_ARN, deny_without_tls, policy_of
from policies.aws.senders import requires_tls
from policies.aws.statement_edits import DENYING, add_statement
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import patch_items, remove_items

REFUSAL = deny_without_tls("sqs:*", QUEUE_ARN)


class QueuePolicyRequiresTls(Policy):
    """Every queue denies everyone sqs:* over anything but TLS, and denies nothing else.

    Messages hold whole transactions. Without the denial, a request could be made over plain HTTP, where everyone on the
    way can read them.
    """

    id = "FRAUD_QUEUE_2"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_13.supports, controls.SOC_CC6_6.supports)
    applies_to = ("aws_sqs_queue",)
    claims = ("policy",)
    remediation = "Build the queue with stacks.queue, which writes the denial into its policy."

    compliant = {"name": "example", "policy": policy_of(REFUSAL)}
    violating = {
        "has no policy": {"policy": None},
        "does not refuse it": remove_items(DENYING),
        "refuses it to one account": patch_items(DENYING, {"Principal": {"AWS": "111122223333"}}),
        "refuses it for one action": patch_items(DENYING, {"Action": "sqs:AddPermission"}),
        "refuses it for another queue": patch_items(DENYING, {"Resource": f"{QUEUE_ARN}-2"}),
        "refuses TLS instead": patch_items(DENYING, {"Condition": {"Bool": {"aws:SecureTransport": "true"}}}),
        "refuses it on one more condition": patch_items(
            DENYING, {"Condition": {"StringEquals": {"aws:SourceVpc": "a"}}}
        ),
        "refuses more than that": add_statement(REFUSAL, Condition=None),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if not requires_tls(resource, "sqs:*", stack):
            yield "the queue policy does not deny everyone requests without TLS, and nothing else"

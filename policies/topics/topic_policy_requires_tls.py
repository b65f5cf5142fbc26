from collections.abc import Iterator

from policies.aws.message_examples import TOPIC_ARN, deny_without_tls, policy_of
from policies.aws.senders import requires_tls
from policies.aws.statement_edits import DENYING, add_statement
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import patch_items, remove_items

REFUSAL = deny_without_tls("sns:Publish", TOPIC_ARN)


class TopicPolicyRequiresTls(Policy):
    """Every topic denies everyone sns:Publish over anything but TLS, and denies nothing else.

    Alerts name a customer's purchase and where it was made. Without the denial, a sender with the right to publish
    could do so over plain HTTP, where everyone on the way can read the alert.
    """

    id = "FRAUD_TOPIC_5"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_13.supports, controls.SOC_CC6_6.supports)
    applies_to = ("aws_sns_topic",)
    claims = ("policy",)
    remediation = "Build the topic with stacks.topic, which writes the denial into its policy."

    compliant = {"name": "operations", "policy": policy_of(REFUSAL)}
    violating = {
        "has no policy": {"policy": None},
        "does not refuse it": remove_items(DENYING),
        "refuses it to one account": patch_items(DENYING, {"Principal": {"AWS": "111122223333"}}),
        "refuses it for one action": patch_items(DENYING, {"Action": "sns:AddPermission"}),
        "refuses it for another topic": patch_items(DENYING, {"Resource": f"{TOPIC_ARN}-2"}),
        "refuses TLS instead": patch_items(DENYING, {"Condition": {"Bool": {"aws:SecureTransport": "true"}}}),
        "refuses it on one more condition": patch_items(
            DENYING, {"Condition": {"StringEquals": {"aws:SourceVpc": "a"}}}
        ),
        "refuses more than that": add_statement(REFUSAL, Condition=None),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if not requires_tls(resource, "sns:publish", stack):
            yield "the topic policy does not deny everyone requests without TLS, and nothing else"

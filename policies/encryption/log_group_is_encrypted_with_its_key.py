from collections.abc import Iterator

from policies.aws.key_examples import KEYS, wrong_keys
from policies.aws.keys import misplaced
from policies.core import Policy, Resource, Severity, Stack, controls


class LogGroupIsEncryptedWithItsKey(Policy):
    """Every log group, of whatever kind, is encrypted with this stack's key for logs.

    Logs are what an auditor trusts and what an intruder reads first. Functions, the API, the workflow and the
    firewall all write into groups under one key, whose policy names CloudWatch Logs alone.
    """

    id = "FRAUD_ENCRYPTION_6"
    severity = Severity.HIGH
    controls = (controls.NIST_AU_9_3.satisfies, controls.NIST_SC_28_1.satisfies, controls.PCI_10_3_2.supports)
    applies_to = ("aws_cloudwatch_log_group",)
    claims = ("kms_key_id",)
    remediation = "Build the log group with stacks.log_group.LogGroup and give it the key for logs."

    compliant = {"kms_key_id": "${aws_kms_key.logs.arn}"}
    given = KEYS
    violating = wrong_keys("kms_key_id", instead="configuration")

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from misplaced(resource.get("kms_key_id"), "logs", stack)

from collections.abc import Iterator

from policies.aws.key_examples import KEYS, wrong_keys
from policies.aws.keys import misplaced
from policies.core import Policy, Resource, Severity, Stack, controls


class ParameterIsEncryptedWithItsKey(Policy):
    """Every parameter is encrypted with this stack's key for configuration.

    Without a key of ours, Parameter Store uses the one that AWS manages for the account, which every role with
    ssm:GetParameters can use. With it, a role needs a grant on the key as well.
    """

    id = "FRAUD_ENCRYPTION_7"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_28_1.satisfies, controls.NIST_SC_12.supports)
    applies_to = ("aws_ssm_parameter",)
    claims = ("key_id",)
    remediation = "Build the parameter with stacks.parameter.SecretParameter and give it the key for configuration."

    compliant = {"key_id": "${aws_kms_key.configuration.arn}"}
    given = KEYS
    violating = wrong_keys("key_id", instead="transactions")

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from misplaced(resource.get("key_id"), "configuration", stack)

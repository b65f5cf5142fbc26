from collections.abc import Iterator

from policies.aws.key_examples import KEYS, wrong_keys
from policies.aws.keys import misplaced
from policies.core import Policy, Resource, Severity, Stack, controls


class FunctionEnvironmentIsEncryptedWithItsKey(Policy):
    """Every function's environment is encrypted with this stack's key for configuration.

    The environment says where the parameters and the topic are. Under a key of ours only the function's own
    role reads it, and not everyone who may list the account's functions.
    """

    id = "FRAUD_ENCRYPTION_8"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_28_1.satisfies, controls.NIST_SC_13.supports)
    applies_to = ("aws_lambda_function",)
    claims = ("kms_key_arn",)
    remediation = "Build the function with stacks.function.Function and give it the key for configuration."

    compliant = {"kms_key_arn": "${aws_kms_key.configuration.arn}"}
    given = KEYS
    violating = wrong_keys("kms_key_arn", instead="logs")

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from misplaced(resource.get("kms_key_arn"), "configuration", stack)

from collections.abc import Iterator

from policies.vocabulary.control import NIST_SC_13, NIST_SC_28_1
from policies.vocabulary.key_class import misplaced
from policies.vocabulary.key_edits import KEYS, also, wrong_keys
from policies.vocabulary.policy import Policy, Severity
from policies.vocabulary.resources import Resource
from policies.vocabulary.stack import Stack


class FunctionEnvironmentIsEncryptedWithItsKey(Policy):
    """Every function's environment is encrypted with this stack's key for configuration.

    The environment says where the parameters and the topic are. Under a key of ours only the function's own
    role reads it, and not everyone who may list the account's functions.
    """

    id = "FRAUD_ENCRYPTION_8"
    severity = Severity.HIGH
    controls = (NIST_SC_28_1.satisfies, NIST_SC_13.supports)
    applies_to = ("aws_lambda_function",)
    claims = ("kms_key_arn",)
    remediation = "Build the function with stacks.function.Function and give it the key for configuration."

    compliant = {"kms_key_arn": "${aws_kms_key.configuration.arn}"}
    given = KEYS
    violating = wrong_keys("kms_key_arn", instead="logs")
    also = also("FRAUD_IAM_20")

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from misplaced(resource.get("kms_key_arn"), "configuration", stack)

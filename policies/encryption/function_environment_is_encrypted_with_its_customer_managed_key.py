from policies.aws.encrypted_with import EncryptedWith
from policies.core import Severity, controls
from policies.core.kinds import Attributes


class FunctionEnvironmentIsEncryptedWithItsCustomerManagedKey(Attributes):
    """Every function's environment is encrypted with this stack's key for configuration.

    The environment says where the parameters and the topic are. Under a key of ours only the function's own
    role reads it, and not everyone who may list the account's functions.
    """

    id = "FRAUD_ENCRYPTION_8"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_28_1.satisfies, controls.NIST_SC_13.supports)
    applies_to = ("aws_lambda_function",)
    required = {"kms_key_arn": EncryptedWith("configuration")}
    remediation = "Build the function with stacks.function.Function and give it the key for configuration."

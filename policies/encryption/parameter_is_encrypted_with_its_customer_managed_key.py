from policies.aws.encrypted_with import EncryptedWith
from policies.core import Severity, controls
from policies.core.kinds import Attributes


class ParameterIsEncryptedWithItsCustomerManagedKey(Attributes):
    """Every parameter is encrypted with this stack's key for configuration.

    Without a key of ours, Parameter Store uses the one that AWS manages for the account, which every role with
    ssm:GetParameters can use. With it, a role needs a grant on the key as well.
    """

    id = "FRAUD_ENCRYPTION_7"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_28_1.satisfies, controls.NIST_SC_12.supports)
    applies_to = ("aws_ssm_parameter",)
    required = {"key_id": EncryptedWith("configuration")}
    remediation = "Build the parameter with stacks.parameter.SecretParameter and give it the key for configuration."

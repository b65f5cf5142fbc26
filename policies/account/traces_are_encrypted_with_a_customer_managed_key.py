from policies.aws.encrypted_with import EncryptedWith
from policies.core import Severity, controls
from policies.core.kinds import Attributes, Exactly
from policies.core.known_stacks import ACCOUNT


class TracesAreEncryptedWithACustomerManagedKey(Attributes):
    """X-Ray encrypts the traces of the account with the account stack's key for traces.

    Traces say which parts of a system were called, when, and how it went. Under a key of ours the key's policy and the
    roles' own decide who may read them; under AWS's key everyone does who may ask X-Ray.
    """

    id = "FRAUD_ACCOUNT_5"
    severity = Severity.MEDIUM
    controls = (controls.NIST_SC_28_1.satisfies, controls.NIST_SC_12.supports)
    stacks = (ACCOUNT,)
    applies_to = ("aws_xray_encryption_config",)
    required = {
        "type": Exactly("KMS", otherwise="encrypts traces as {value}, not with a customer managed key"),
        "key_id": EncryptedWith("traces", ACCOUNT),
    }
    remediation = "Build the setting with stacks.traces.Traces and give it the key for traces."
    violating = {"goes back to the default": {"type": "NONE", "key_id": None}}

from policies.core import Severity, controls
from policies.core.kinds import Absent, Attributes, OneOf
from policies.core.known_stacks import KNOWN_STACKS


class KeyIsSymmetricAndSingleRegion(Attributes):
    """Every key is a symmetric key of KMS itself, for encryption, in one region.

    The services that we use take no other kind, and AWS rotates no other kind. A multi-region key could be copied
    to a region where nothing of ours is watched; a key from a key store outside KMS is only as safe as that store.
    """

    id = "FRAUD_ENCRYPTION_11"
    severity = Severity.MEDIUM
    controls = (controls.NIST_SC_12.supports, controls.NIST_SC_13.supports)
    stacks = KNOWN_STACKS
    applies_to = ("aws_kms_key",)
    required = {
        "key_usage": OneOf("ENCRYPT_DECRYPT", None, otherwise="is for {value}, not for encryption"),
        "customer_master_key_spec": OneOf("SYMMETRIC_DEFAULT", None, otherwise="is of the spec {value}, not symmetric"),
        "multi_region": Absent(or_false=True, otherwise="is a multi-Region key"),
        "custom_key_store_id": Absent(otherwise="lies in the custom key store {value}"),
        "xks_key_id": Absent(otherwise="lies in the external key store as {value}"),
    }
    remediation = "Build the key with stacks.key.Key, which leaves these attributes to AWS."
    compliant = {"key_usage": "ENCRYPT_DECRYPT", "customer_master_key_spec": "SYMMETRIC_DEFAULT", "multi_region": False}
    violating = {
        "signs": {"key_usage": "SIGN_VERIFY"},
        "is asymmetric": {"customer_master_key_spec": "RSA_4096"},
        "lies in a store of its own": {"custom_key_store_id": "cks-example"},
        "lies outside AWS": {"xks_key_id": "example"},
    }

from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls

# What AWS makes where nothing is said, and the only other way to write it.
PLAIN = {
    "key_usage": "ENCRYPT_DECRYPT",
    "customer_master_key_spec": "SYMMETRIC_DEFAULT",
    "multi_region": False,
    "custom_key_store_id": None,
    "xks_key_id": None,
}


class KeyIsSymmetricAndStaysInItsRegion(Policy):
    """Every key is a symmetric key of KMS itself, for encryption, in one region.

    The services that we use take no other kind, and AWS rotates no other kind. A multi-region key could be copied
    to a region where nothing of ours is watched; a key from a key store outside KMS is only as safe as that store.
    """

    id = "FRAUD_ENCRYPTION_11"
    severity = Severity.MEDIUM
    controls = (controls.NIST_SC_12.supports, controls.NIST_SC_13.supports)
    applies_to = ("aws_kms_key",)
    claims = tuple(PLAIN)
    remediation = "Build the key with stacks.key.Key, which leaves these attributes to AWS."

    violating = {
        "signs": {"key_usage": "SIGN_VERIFY"},
        "is asymmetric": {"customer_master_key_spec": "RSA_4096"},
        "is in many regions": {"multi_region": True},
        "lies in a store of its own": {"custom_key_store_id": "cks-example"},
        "lies outside AWS": {"xks_key_id": "example"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for attribute, plain in PLAIN.items():
            value = resource.get(attribute)
            if value is not None and value != plain:
                yield f"has {attribute} {value!r}, not {plain!r}"

from collections.abc import Iterator

from policies.aws.buckets import ENCRYPTION, bucket_of, data_of
from policies.aws.encrypted_with import EncryptedWith
from policies.core import Resource, Severity, Stack, controls
from policies.core.examples import at_every
from policies.core.kinds import Attributes, Block, Exactly, ReferenceTo
from policies.core.known_stacks import DELIVERY
from policies.delivery.shared.example import BUCKETS, OF_STATE, rename_buckets

BY_DEFAULT = "apply_server_side_encryption_by_default"
KEY = (BY_DEFAULT, "kms_master_key_id")


class BucketIsEncryptedWithItsCustomerManagedKey(Attributes):
    """Every bucket encrypts what is put into it with this stack's key for it, and asks KMS once for many objects.

    A state holds the keys of the API's callers in plain text. Under a key of ours nobody reads it who was not given the
    key as well as the bucket, and whoever reads the ledger gets no state by that.
    """

    id = "FRAUD_DELIVERY_7"
    severity = Severity.CRITICAL
    controls = (
        controls.NIST_SC_28_1.satisfies,
        controls.NIST_SC_12.supports,
        controls.NIST_AU_9_3.supports,
        controls.PCI_10_3_2.supports,
    )
    stacks = (DELIVERY,)
    applies_to = (ENCRYPTION,)
    required = {
        "rule": Block(
            {
                BY_DEFAULT: Block(
                    {
                        "sse_algorithm": Exactly("aws:kms"),
                        "kms_master_key_id": ReferenceTo("aws_kms_key", "arn", otherwise="is encrypted with {value}"),
                    }
                ),
                "bucket_key_enabled": Exactly(True),
            }
        )
    }
    remediation = "Build the bucket with stacks.bucket.Bucket, and give it the key for what it holds."

    compliant = {"bucket": OF_STATE, "rule": {BY_DEFAULT: {"kms_master_key_id": "${aws_kms_key.state.arn}"}}}
    given = BUCKETS
    violating = {
        "uses AWS's own encryption": {"rule": {BY_DEFAULT: {"sse_algorithm": "AES256", "kms_master_key_id": None}}},
        "uses the key that AWS manages": {"rule": {BY_DEFAULT: {"kms_master_key_id": "alias/aws/s3"}}},
        "is of a bucket that nobody knows": rename_buckets("other"),
        "uses a key for nothing": at_every("aws_kms_alias", {"name": "alias/other"}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        data = data_of(bucket_of(resource, stack))
        if data is None:
            yield "encrypts a bucket of which nobody knows what it holds"
        else:
            yield from EncryptedWith(data, DELIVERY).violations("rule", resource.get("rule", *KEY), stack)

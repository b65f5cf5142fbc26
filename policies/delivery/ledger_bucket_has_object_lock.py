from collections.abc import Iterator

from policies.aws.buckets import BUCKET, LEDGER, NAMES, data_of
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.known_stacks import DELIVERY


class LedgerBucketHasObjectLock(Policy):
    """The ledger's bucket is made with Object Lock, and the one of the states without.

    S3 takes a retention only where the bucket has Object Lock. A lock file of Terraform's is deleted after each plan,
    and a state is to be forgotten after its days, so there it has no place.
    """

    id = "FRAUD_DELIVERY_19"
    severity = Severity.HIGH
    controls = (controls.PCI_10_3_2.supports,)
    stacks = (DELIVERY,)
    applies_to = (BUCKET,)
    claims = ("object_lock_enabled",)
    remediation = "Build the ledger with locked_days, and the bucket of the states without."

    compliant = {"bucket": NAMES[LEDGER], "object_lock_enabled": True}
    violating = {
        "says it in a text": {"object_lock_enabled": "true"},
        "is decided at deploy time": {"object_lock_enabled": "${var.decided_later}"},
        "has another name": {"bucket": "other"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        data, locks = data_of(resource), resource.get("object_lock_enabled")
        if data is None or locks is not (True if data == LEDGER else None):
            yield f"has object_lock_enabled = {locks!r}, as a bucket of {data or 'nobody knows what'}"

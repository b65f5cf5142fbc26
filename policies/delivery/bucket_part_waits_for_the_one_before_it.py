from collections.abc import Iterator

from policies.aws.buckets import LOCK, OLD, OWNERSHIP, POLICY, PUBLIC, VERSIONING
from policies.aws.dependencies import dependencies
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.known_stacks import DELIVERY
from policies.delivery.shared.example import OF_LEDGER, OF_STATE

# Two changes of a bucket at once are refused, and AWS expires and locks versions only where it keeps them.
AFTER = {POLICY: PUBLIC, OWNERSHIP: PUBLIC, OLD: VERSIONING, LOCK: VERSIONING}


class BucketPartWaitsForTheOneBeforeIt(Policy):
    """What configures a bucket waits for what of it must be there before.

    S3 refuses two such changes of a bucket at once, and days for old versions where it keeps none: the deploy stops
    half way, with a bucket that lacks a safeguard.
    """

    id = "FRAUD_DELIVERY_20"
    severity = Severity.MEDIUM
    controls = (controls.NIST_CM_3.supports,)
    stacks = (DELIVERY,)
    applies_to = tuple(AFTER)
    claims = ("depends_on",)
    remediation = "Build the bucket with stacks.bucket.Bucket: each part waits for the one before it."

    compliant = {"bucket": OF_STATE, "depends_on": [f"{PUBLIC}.state"]}
    given = {
        f"{each}.{data}": {"bucket": bucket}
        for each in (PUBLIC, VERSIONING)
        for data, bucket in (("state", OF_STATE), ("ledger", OF_LEDGER))
    }
    violating = {
        "waits for nothing": {"depends_on": None},
        "waits for something else": {"depends_on": ["aws_kms_key.state"]},
        "is of another bucket than what it waits for": {"bucket": "${aws_s3_bucket.other.id}"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        first = AFTER[resource.type]
        own = {each.address for each in stack.having(first, "bucket", resource.get("bucket"))}
        if not own & dependencies(resource):
            yield f"does not wait for the {first} of its bucket"

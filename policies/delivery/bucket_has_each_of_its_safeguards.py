from collections.abc import Iterator

from policies.aws.buckets import BUCKET, LEDGER, LOCK, NAMES, PARTS, data_of
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import remove_resources
from policies.core.known_stacks import DELIVERY
from policies.core.text import few


class BucketHasEachOfItsSafeguards(Policy):
    """Every bucket is configured once in each respect, and the ledger's is locked as well.

    AWS leaves a bucket without a part of it to its defaults: it may be opened, encrypted with AWS's key and emptied.
    """

    id = "FRAUD_DELIVERY_3"
    severity = Severity.CRITICAL
    controls = (controls.NIST_AC_3.supports, controls.PCI_10_3_2.supports)
    stacks = (DELIVERY,)
    applies_to = (BUCKET,)
    remediation = "Build the bucket with stacks.bucket.Bucket, and the ledger's with locked_days: it makes them all."

    compliant = {"bucket": NAMES[LEDGER]}
    given = {f"{part}.part": {"bucket": f"${{{BUCKET}.example.id}}"} for part in (*PARTS, LOCK)}
    violating = {f"has no {part}": remove_resources(part) for part in PARTS}

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        wanted = (*PARTS, LOCK) if data_of(resource) == LEDGER else PARTS
        missing = [part for part in wanted if len(stack.pointing_at(resource, part, "bucket")) != 1]
        if missing:
            yield f"does not have exactly one of each: {few(missing)}"

from collections.abc import Iterator

from policies.aws.buckets import LEDGER, OLD, STATE, bucket_of, data_of
from policies.core import Resource, Severity, Stack, controls
from policies.core.kinds import Absent, Attributes, Between, Block, Exactly
from policies.core.known_stacks import DELIVERY
from policies.delivery.shared.example import BUCKETS, OF_STATE, rename_buckets

DAYS = {STATE: 90, LEDGER: 366}
EXPIRES = "noncurrent_version_expiration"


class BucketForgetsOldVersionsAlone(Attributes):
    """What was replaced or deleted in a bucket goes after its days, and what is current never does.

    A state may be gone back to for 90 days; the ledger's old versions stay for a year, as its lock demands. An
    expiration of current objects would take a state that nobody has changed for so long.
    """

    id = "FRAUD_DELIVERY_17"
    severity = Severity.HIGH
    controls = (controls.NIST_CP_9.supports, controls.NIST_SI_12.supports)
    stacks = (DELIVERY,)
    applies_to = (OLD,)
    required = {
        "rule": Block(
            {
                "id": Exactly("old-versions"),
                "status": Exactly("Enabled"),
                "filter": Block({"prefix": Exactly("")}),
                EXPIRES: Block({"noncurrent_days": Between(min(DAYS.values()), max(DAYS.values()))}),
                # Marks that stand for nothing any more: what goes is empty.
                "expiration": Block({"expired_object_delete_marker": Exactly(True)}),
                "abort_incomplete_multipart_upload": Block({"days_after_initiation": Exactly(7)}),
            },
            otherwise="does not forget by one rule",
        ),
        "transition_default_minimum_object_size": Absent(),
    }
    remediation = "Build the bucket with stacks.bucket.Bucket, with the days of stacks/settings.py."

    compliant = {"bucket": OF_STATE}
    given = BUCKETS
    violating = {
        "forgets what is current": {"rule": {"expiration": {"days": 365, "expired_object_delete_marker": None}}},
        "forgets what was replaced a month ago": {"rule": {EXPIRES: {"noncurrent_days": 30}}},
        "keeps it for as long as no bucket of ours": {"rule": {EXPIRES: {"noncurrent_days": 91}}},
        "keeps some longer": {"rule": {EXPIRES: {"newer_noncurrent_versions": 5}}},
        "is of a bucket that nobody knows": rename_buckets("other"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        days, data = resource.get("rule", EXPIRES, "noncurrent_days"), data_of(bucket_of(resource, stack))
        if data is None or days != DAYS[data]:
            yield f"forgets the old versions of {data or 'nobody knows what'} after {days} days"

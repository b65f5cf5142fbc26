"""What must not be switched off at a bucket and at what configures it; see policies/aws/safeguards.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policies.aws.buckets import PARTS, data_of
from policies.core import Resource, Stack
from policies.core.kinds import Absent, Between, Exactly, ReferenceTo
from policies.core.kinds.requirement import Requirement

KEY = ReferenceTo("aws_kms_key", "arn", otherwise="is not encrypted with a key of this stack")
OPEN, UNKEPT = "can be opened to the public", "loses what was replaced in it"
BUCKETS: Mapping[str, Mapping[str, Requirement]] = {
    "aws_s3_bucket": {
        **dict.fromkeys(("acl", "grant", "policy"), Absent(otherwise=OPEN)),
        "force_destroy": Absent(or_false=True, otherwise="is emptied where it is destroyed"),
    },
    "aws_s3_bucket_lifecycle_configuration": {
        **dict.fromkeys(
            ("rule.expiration.days", "rule.expiration.date"), Absent(otherwise="loses what is current in it")
        ),
        "rule.noncurrent_version_expiration.noncurrent_days": Between(90, 366, otherwise=UNKEPT),
    },
    "aws_s3_bucket_object_lock_configuration": {
        "rule.default_retention.days": Exactly(
            366, otherwise="is locked for less than a year, or for longer than said"
        ),
        "rule.default_retention.mode": Exactly("COMPLIANCE", otherwise="is locked so that some may lift it"),
    },
    "aws_s3_bucket_ownership_controls": {"rule.object_ownership": Exactly("BucketOwnerEnforced", otherwise=OPEN)},
    "aws_s3_bucket_public_access_block": dict.fromkeys(
        ("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"),
        Exactly(True, otherwise=OPEN),
    ),
    "aws_s3_bucket_server_side_encryption_configuration": {
        "rule.apply_server_side_encryption_by_default.kms_master_key_id": KEY,
        "rule.apply_server_side_encryption_by_default.sse_algorithm": Exactly("aws:kms", otherwise=KEY.otherwise),
    },
    "aws_s3_bucket_versioning": {"versioning_configuration.status": Exactly("Enabled", otherwise=UNKEPT)},
}


def unguarded(bucket: Resource, stack: Stack) -> Iterator[str]:
    """What a bucket lacks that keeps it closed, encrypted and versioned; AWS's defaults are none of ours."""
    if data_of(bucket) is None:
        yield "is a bucket of which nobody knows what it holds"
    yield from (f"has no {part}" for part in PARTS if not stack.pointing_at(bucket, part, "bucket"))

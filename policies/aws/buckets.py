"""The buckets of the stack `delivery`: what each holds, which its name says, and the key for that."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.keys import class_of
from policies.core import Resource, Stack
from policies.core.expressions import ACCOUNT

BUCKET, POLICY, LOCK = "aws_s3_bucket", "aws_s3_bucket_policy", "aws_s3_bucket_object_lock_configuration"
VERSIONING, OLD = "aws_s3_bucket_versioning", "aws_s3_bucket_lifecycle_configuration"
ENCRYPTION = "aws_s3_bucket_server_side_encryption_configuration"
PUBLIC, OWNERSHIP = "aws_s3_bucket_public_access_block", "aws_s3_bucket_ownership_controls"
# What configures a bucket, and must be there for each; the lock is the ledger's alone.
PARTS = (POLICY, VERSIONING, OLD, ENCRYPTION, PUBLIC, OWNERSHIP)
STATE, LEDGER = "state", "ledger"
NAMES: Mapping[str, str] = {data: f"fraud-detection-{data}-{ACCOUNT}" for data in (STATE, LEDGER)}


def data_of(bucket: Resource | None) -> str | None:
    """The class of data that a bucket holds, by its name; None for any other bucket."""
    name = bucket.get("bucket") if bucket is not None and bucket.type == BUCKET else None
    return next((data for data, known in NAMES.items() if name == known), None)


def bucket_of(part: Resource, stack: Stack) -> Resource | None:
    """The bucket of this stack that a resource configures."""
    bucket = stack.resolve(part.get("bucket"), "id")
    return bucket if bucket is not None and bucket.type == BUCKET else None


def key_of(bucket: Resource | None, stack: Stack) -> Resource | None:
    """The key of this stack for the class of data that a bucket holds."""
    data = data_of(bucket)
    return next((key for key in stack.of("aws_kms_key") if data and class_of(key, stack) == data), None)

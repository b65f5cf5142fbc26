"""What a bucket's policy must refuse to everybody, each by one statement; it allows nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policies.aws.buckets import bucket_of, key_of
from policies.aws.iam import statements
from policies.aws.key_policies import without_sid
from policies.aws.principals import who
from policies.core import Resource, Stack
from policies.core.equality import same
from policies.core.strict_json import Json

HTTP, ANOTHER_KEY, CALLERS_KEY = "plain HTTP", "encryption by another key", "keys of callers"
VERSIONS, RETENTION, WHOLE = "the loss of versions", "another retention", "the loss of the bucket"
NAMED, KEY_NAMED = "s3:x-amz-server-side-encryption", "s3:x-amz-server-side-encryption-aws-kms-key-id"
CALLERS = "s3:x-amz-server-side-encryption-customer-algorithm"


def denials(bucket: str, key: str) -> Mapping[str, Mapping[str, Any]]:
    """Each statement without its Sid, by what it refuses, for a bucket and a key of these ARNs."""
    objects = f"{bucket}/*"
    # A request that names no encryption gets the bucket's own; one that names one without a key gets AWS's.
    other = {"Null": {NAMED: "false"}, "StringNotEquals": {KEY_NAMED: key}}
    return {
        HTTP: _denial("s3:*", [bucket, objects], {"Bool": {"aws:SecureTransport": "false"}}),
        ANOTHER_KEY: _denial("s3:PutObject", objects, other),
        CALLERS_KEY: _denial("s3:PutObject", objects, {"Null": {CALLERS: "false"}}),
        VERSIONS: _denial("s3:DeleteObjectVersion", objects),
        RETENTION: _denial("s3:PutObjectRetention", objects),
        WHOLE: _denial("s3:DeleteBucket", bucket),
    }


def refused(policy: Resource, stack: Stack) -> frozenset[str]:
    """All that a bucket's policy refuses to everybody as it should."""
    known = _known(policy, stack)
    said = [without_sid(statement) for statement in statements(policy.get("policy"))]
    return frozenset(what for what, denial in known.items() if any(same(each, denial) for each in said))


def strange(policy: Resource, stack: Stack) -> list[Mapping[str, Json]]:
    """The statements of a bucket's policy that are none of those that must be there."""
    known = [*_known(policy, stack).values()]
    said = statements(policy.get("policy"))
    return [each for each in said if not any(same(without_sid(each), denial) for denial in known)]


def lets_in(statement: Mapping[str, Json], policy: Resource, stack: Stack) -> Iterator[str]:
    """Whom a statement that allows something lets in."""
    yield f"may be used by {who(statement)}, beside what roles may do"


def _known(policy: Resource, stack: Stack) -> Mapping[str, Mapping[str, Any]]:
    bucket = bucket_of(policy, stack)
    key = key_of(bucket, stack)
    if bucket is None or key is None:
        return {}
    return denials(f"${{{bucket.address}.arn}}", f"${{{key.address}.arn}}")


def _denial(action: str, resource: str | list[str], condition: Mapping[str, Any] | None = None) -> dict[str, Any]:
    statement = {"Effect": "Deny", "Principal": "*", "Action": action, "Resource": resource}
    return {**statement, "Condition": condition} if condition else statement

"""What a bucket refuses to everybody, in its policy: it allows nothing, as roles have policies of their own."""

from stacks.document import Statement, policy


def denials(bucket_arn: str, key_arn: str) -> str:
    """The policy of a bucket of this ARN, whose objects are encrypted with the key of that ARN."""
    objects = f"{bucket_arn}/*"
    return policy(
        _denied("DenyPlainHttp", "s3:*", [bucket_arn, objects], {"Bool": {"aws:SecureTransport": "false"}}),
        # Who names no encryption gets the bucket's own. Where one is named, it must be by this key.
        _denied(
            "DenyAnotherKey",
            "s3:PutObject",
            objects,
            {
                "Null": {"s3:x-amz-server-side-encryption": "false"},
                "StringNotEquals": {"s3:x-amz-server-side-encryption-aws-kms-key-id": key_arn},
            },
        ),
        _denied(
            "DenyKeysOfCallers",
            "s3:PutObject",
            objects,
            {"Null": {"s3:x-amz-server-side-encryption-customer-algorithm": "false"}},
        ),
        _denied("DenyLosingVersions", "s3:DeleteObjectVersion", objects),
        # Every version of the ledger gets the retention of its bucket, and nobody may say a shorter one.
        _denied("DenyAnotherRetention", "s3:PutObjectRetention", objects),
        _denied("DenyLosingTheBucket", "s3:DeleteBucket", bucket_arn),
    )


def _denied(
    sid: str, action: str, resource: str | list[str], condition: dict[str, dict[str, str]] | None = None
) -> Statement:
    refusal: Statement = {"Sid": sid, "Effect": "Deny", "Principal": "*", "Action": action, "Resource": resource}
    return {**refusal, "Condition": condition} if condition else refusal

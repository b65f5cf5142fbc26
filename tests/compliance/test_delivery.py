"""The delivery's stack is complete: each bucket lies under a key of its own, and outlives every plan."""

from policies.core.known_stacks import DELIVERY
from policies.core.stack import Stack

STACKS = (DELIVERY,)
ENCRYPTION = "aws_s3_bucket_server_side_encryption_configuration"


def test_each_bucket_lies_under_a_key_of_its_own(stack: Stack) -> None:
    under = [
        stack.resolve(each.get("rule", "apply_server_side_encryption_by_default", "kms_master_key_id"), "arn")
        for bucket in stack.of("aws_s3_bucket")
        for each in stack.pointing_at(bucket, ENCRYPTION, "bucket")
    ]
    assert len(under) == len(stack.of("aws_s3_bucket")), "a bucket is not encrypted, or twice"
    assert {key.address for key in under if key} == {key.address for key in stack.of("aws_kms_key")}, "a key of two"


def test_each_bucket_outlives_a_plan_that_would_destroy_it(stack: Stack) -> None:
    lost = [each.place for each in stack.of("aws_s3_bucket") if each.get("lifecycle", "prevent_destroy") is not True]
    assert not lost, f"a plan may destroy {', '.join(lost)}"

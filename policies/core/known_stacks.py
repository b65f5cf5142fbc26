"""The stacks that this project deploys, each known by its fixed name, and what each is made of."""

from __future__ import annotations

from collections.abc import Mapping

# The system, what holds for a whole account in a region, whoever else works there, and how these two are deployed.
SYSTEM, ACCOUNT, DELIVERY = "fraud-detection", "account", "delivery"
KNOWN_STACKS = (SYSTEM, ACCOUNT, DELIVERY)
DEPLOYED = (SYSTEM, ACCOUNT)
# The stacks in which a type of block stands. What is not named here stands in the system's alone.
BELONGS: Mapping[str, tuple[str, ...]] = {
    "*": KNOWN_STACKS,
    "folder": KNOWN_STACKS,
    "provider": KNOWN_STACKS,
    "stack": KNOWN_STACKS,
    "terraform": KNOWN_STACKS,
    "variable": KNOWN_STACKS,
    "aws_api_gateway_account": (ACCOUNT,),
    "aws_cloudwatch_log_group": DEPLOYED,
    "aws_cloudwatch_log_resource_policy": DEPLOYED,
    "aws_iam_openid_connect_provider": (DELIVERY,),
    "aws_iam_policy": (DELIVERY,),
    "aws_iam_role": KNOWN_STACKS,
    "aws_iam_role_policy": KNOWN_STACKS,
    "aws_kms_alias": KNOWN_STACKS,
    "aws_kms_key": KNOWN_STACKS,
    "aws_s3_bucket": (DELIVERY,),
    "aws_s3_bucket_lifecycle_configuration": (DELIVERY,),
    "aws_s3_bucket_object_lock_configuration": (DELIVERY,),
    "aws_s3_bucket_ownership_controls": (DELIVERY,),
    "aws_s3_bucket_policy": (DELIVERY,),
    "aws_s3_bucket_public_access_block": (DELIVERY,),
    "aws_s3_bucket_server_side_encryption_configuration": (DELIVERY,),
    "aws_s3_bucket_versioning": (DELIVERY,),
    "aws_xray_encryption_config": (ACCOUNT,),
}


def stacks_of(type_: str) -> tuple[str, ...]:
    """The names of the stacks in which blocks of this type stand; `*` is every type."""
    return BELONGS.get(type_, (SYSTEM,))

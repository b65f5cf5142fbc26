"""A bucket of S3 that nobody outside of the account reaches, and that forgets nothing too soon."""

from cdktf import TerraformResourceLifecycle
from cdktf_cdktf_provider_aws.s3_bucket import S3Bucket
from cdktf_cdktf_provider_aws.s3_bucket_lifecycle_configuration import (
    S3BucketLifecycleConfiguration,
    S3BucketLifecycleConfigurationRule,
    S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload,
    S3BucketLifecycleConfigurationRuleExpiration,
    S3BucketLifecycleConfigurationRuleFilter,
    S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration,
)
from cdktf_cdktf_provider_aws.s3_bucket_object_lock_configuration import (
    S3BucketObjectLockConfigurationA,
    S3BucketObjectLockConfigurationRuleA,
    S3BucketObjectLockConfigurationRuleDefaultRetentionA,
)
from cdktf_cdktf_provider_aws.s3_bucket_ownership_controls import (
    S3BucketOwnershipControls,
    S3BucketOwnershipControlsRule,
)
from cdktf_cdktf_provider_aws.s3_bucket_policy import S3BucketPolicy
from cdktf_cdktf_provider_aws.s3_bucket_public_access_block import S3BucketPublicAccessBlock
from cdktf_cdktf_provider_aws.s3_bucket_server_side_encryption_configuration import (
    S3BucketServerSideEncryptionConfigurationA,
    S3BucketServerSideEncryptionConfigurationRuleA,
    S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA,
)
from cdktf_cdktf_provider_aws.s3_bucket_versioning import S3BucketVersioningA, S3BucketVersioningVersioningConfiguration
from constructs import Construct

from stacks.bucket_policy import denials
from stacks.key import Key
from stacks.settings import Settings

ENCRYPTED = S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA


class Bucket(Construct):
    """Encrypted with our key, closed to the public, versioned, and not destroyed by mistake.

    What was replaced or deleted is kept for so many days more. Locked, no version goes before its day, for nobody.
    """

    def __init__(
        self,
        scope: Construct,
        identifier: str,
        *,
        name: str,
        key: Key,
        kept_days: int,
        locked_days: int | None = None,
        settings: Settings,
    ) -> None:
        super().__init__(scope, f"{identifier}-bucket")
        kept = TerraformResourceLifecycle(prevent_destroy=True)
        bucket = S3Bucket(self, "bucket", bucket=name, object_lock_enabled=bool(locked_days) or None, lifecycle=kept)
        versions = S3BucketVersioningA(
            self,
            "versions",
            bucket=bucket.id,
            versioning_configuration=S3BucketVersioningVersioningConfiguration(status="Enabled"),
        )
        default = ENCRYPTED(sse_algorithm="aws:kms", kms_master_key_id=key.arn)
        encrypted = S3BucketServerSideEncryptionConfigurationRuleA(
            apply_server_side_encryption_by_default=default, bucket_key_enabled=True
        )
        S3BucketServerSideEncryptionConfigurationA(self, "encryption", bucket=bucket.id, rule=[encrypted])
        closed = S3BucketPublicAccessBlock(
            self,
            "public-access",
            bucket=bucket.id,
            block_public_acls=True,
            block_public_policy=True,
            ignore_public_acls=True,
            restrict_public_buckets=True,
        )
        owned = S3BucketOwnershipControlsRule(object_ownership="BucketOwnerEnforced")
        S3BucketOwnershipControls(self, "ownership", bucket=bucket.id, rule=owned, depends_on=[closed])
        S3BucketPolicy(self, "policy", bucket=bucket.id, policy=denials(bucket.arn, key.arn), depends_on=[closed])
        old = _old_versions(kept_days, settings)
        S3BucketLifecycleConfiguration(self, "old-versions", bucket=bucket.id, rule=[old], depends_on=[versions])
        if locked_days:
            retention = S3BucketObjectLockConfigurationRuleDefaultRetentionA(mode="COMPLIANCE", days=locked_days)
            locked = S3BucketObjectLockConfigurationRuleA(default_retention=retention)
            S3BucketObjectLockConfigurationA(self, "lock", bucket=bucket.id, rule=locked, depends_on=[versions])
        self.arn: str = bucket.arn
        self.key_arn = key.arn


def _old_versions(days: int, settings: Settings) -> S3BucketLifecycleConfigurationRule:
    return S3BucketLifecycleConfigurationRule(
        id="old-versions",
        status="Enabled",
        filter=[S3BucketLifecycleConfigurationRuleFilter(prefix="")],
        noncurrent_version_expiration=[
            S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration(noncurrent_days=days)
        ],
        # What a lock of Terraform's leaves behind, once its versions are gone.
        expiration=[S3BucketLifecycleConfigurationRuleExpiration(expired_object_delete_marker=True)],
        abort_incomplete_multipart_upload=[
            S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload(days_after_initiation=settings.upload_days)
        ],
    )

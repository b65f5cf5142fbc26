from policies.aws.bucket_denials import WHOLE
from policies.core import Severity, controls
from policies.delivery.shared.refusal import Refusal


class BucketPolicyRefusesToLoseTheBucket(Refusal):
    """Every bucket refuses everybody to delete it.

    A bucket whose name is free again can be made by anybody in the world, and Terraform would send its state there.
    """

    id = "FRAUD_DELIVERY_15"
    severity = Severity.HIGH
    controls = (controls.NIST_CP_9.supports,)
    refusal = WHOLE
    remediation = "Build the bucket with stacks.bucket.Bucket, whose policy stacks/bucket_policy.py writes."

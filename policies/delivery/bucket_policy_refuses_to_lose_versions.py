from policies.aws.bucket_denials import VERSIONS
from policies.core import Severity, controls
from policies.delivery.shared.refusal import Refusal


class BucketPolicyRefusesToLoseVersions(Refusal):
    """Every bucket refuses everybody to delete a version, its administrators included.

    Versions go by the bucket's own lifecycle, after their days. To remove one sooner, somebody must change the policy
    first, which the gate judges and AWS CloudTrail shows.
    """

    id = "FRAUD_DELIVERY_13"
    severity = Severity.HIGH
    controls = (controls.PCI_10_3_2.supports, controls.NIST_CP_9.supports)
    refusal = VERSIONS
    remediation = "Build the bucket with stacks.bucket.Bucket, whose policy stacks/bucket_policy.py writes."

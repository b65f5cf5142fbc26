from policies.aws.bucket_denials import RETENTION
from policies.core import Severity, controls
from policies.delivery.shared.refusal import Refusal


class BucketPolicyRefusesAnotherRetention(Refusal):
    """Every bucket refuses everybody to give a version another retention than the bucket's.

    Who puts an object into a locked bucket may name the day until which it is locked: tomorrow, say. Without that right
    the bucket's own retention holds.
    """

    id = "FRAUD_DELIVERY_14"
    severity = Severity.HIGH
    controls = (controls.PCI_10_5_1.supports, controls.NIST_AU_11.supports)
    refusal = RETENTION
    remediation = "Build the bucket with stacks.bucket.Bucket, whose policy stacks/bucket_policy.py writes."

from policies.aws.bucket_denials import ANOTHER_KEY
from policies.core import Severity, controls
from policies.delivery.shared.refusal import Refusal


class BucketPolicyRefusesAnotherKey(Refusal):
    """Every bucket refuses an object that is to be encrypted with another key than the bucket's.

    Who puts an object may name its encryption, which then wins over the bucket's own: with AWS's key, or with a key of
    another account, which can be taken away together with the state.
    """

    id = "FRAUD_DELIVERY_11"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_28_1.supports, controls.NIST_SC_12.supports)
    refusal = ANOTHER_KEY
    remediation = "Build the bucket with stacks.bucket.Bucket, whose policy stacks/bucket_policy.py writes."

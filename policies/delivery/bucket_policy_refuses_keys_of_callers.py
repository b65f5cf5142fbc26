from policies.aws.bucket_denials import CALLERS_KEY
from policies.core import Severity, controls
from policies.delivery.shared.refusal import Refusal


class BucketPolicyRefusesKeysOfCallers(Refusal):
    """Every bucket refuses an object that its caller encrypts with a key of the caller's own.

    S3 forgets such a key at once. Whoever may put objects could so take a state hostage: nobody else would ever read
    it.
    """

    id = "FRAUD_DELIVERY_12"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_12.supports,)
    refusal = CALLERS_KEY
    remediation = "Build the bucket with stacks.bucket.Bucket, whose policy stacks/bucket_policy.py writes."

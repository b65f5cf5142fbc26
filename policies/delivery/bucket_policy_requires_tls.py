from policies.aws.bucket_denials import HTTP
from policies.core import Severity, controls
from policies.delivery.shared.refusal import Refusal


class BucketPolicyRequiresTls(Refusal):
    """Every bucket refuses everybody what is asked over plain HTTP.

    A state goes over the network whole, at each plan, with the keys of the API's callers in it.
    """

    id = "FRAUD_DELIVERY_10"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_13.supports, controls.SOC_CC6_6.supports)
    refusal = HTTP
    remediation = "Build the bucket with stacks.bucket.Bucket, whose policy stacks/bucket_policy.py writes."

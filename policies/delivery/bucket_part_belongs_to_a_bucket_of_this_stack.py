from policies.aws.buckets import BUCKET, LOCK, PARTS
from policies.core import Severity, controls
from policies.core.kinds import Attributes, ReferenceTo
from policies.core.known_stacks import DELIVERY


class BucketPartBelongsToABucketOfThisStack(Attributes):
    """All that configures a bucket configures one of this stack.

    A bucket is known to the world by its name. What is set by a name that is written out is set at whichever bucket
    has it, and this stack's own goes without.
    """

    id = "FRAUD_DELIVERY_2"
    severity = Severity.HIGH
    controls = (controls.NIST_CM_3.supports,)
    stacks = (DELIVERY,)
    applies_to = (*PARTS, LOCK)
    required = {
        "bucket": ReferenceTo(BUCKET, "id", otherwise="configures the bucket {value}, which is none of this stack")
    }
    remediation = "Build the bucket with stacks.bucket.Bucket: it refers to the bucket by its id."
    violating = {"names it": {"bucket": "fraud-detection-state-${var.account_id}"}}

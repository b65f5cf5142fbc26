from policies.aws.buckets import OWNERSHIP
from policies.core import Severity, controls
from policies.core.kinds import Attributes, Block, Exactly
from policies.core.known_stacks import DELIVERY


class BucketHasNoAccessLists(Attributes):
    """Every bucket owns what is put into it, and no access list counts, only policies.

    An access list of an object lets others in beside every policy, and an object of another owner cannot be read.
    """

    id = "FRAUD_DELIVERY_9"
    severity = Severity.HIGH
    controls = (controls.NIST_AC_3.supports, controls.SOC_CC6_1.supports)
    stacks = (DELIVERY,)
    applies_to = (OWNERSHIP,)
    required = {"rule": Block({"object_ownership": Exactly("BucketOwnerEnforced")})}
    remediation = "Build the bucket with stacks.bucket.Bucket: it enforces the owner."
    violating = {"takes lists again": {"rule": {"object_ownership": "BucketOwnerPreferred"}}}

from policies.aws.buckets import PUBLIC
from policies.core import Severity, controls
from policies.core.kinds import Attributes, Exactly
from policies.core.known_stacks import DELIVERY

FOUR = ("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets")


class BucketBlocksPublicAccess(Attributes):
    """Every bucket refuses each list and each policy that would open it to the public, and ignores what is there.

    One policy that is too wide would show everybody what runs here, and the keys with which it can be called.
    """

    id = "FRAUD_DELIVERY_8"
    severity = Severity.CRITICAL
    controls = (controls.PCI_1_4_2.supports, controls.NIST_AC_3.supports, controls.NIST_SC_7.supports)
    stacks = (DELIVERY,)
    applies_to = (PUBLIC,)
    required = dict.fromkeys(FOUR, Exactly(True, otherwise="{attribute} is {value}, so the bucket can be opened"))
    remediation = "Build the bucket with stacks.bucket.Bucket: it sets all four."

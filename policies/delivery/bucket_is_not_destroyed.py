from policies.aws.buckets import BUCKET
from policies.core import Severity, controls
from policies.core.kinds import Absent, Attributes, Exactly
from policies.core.known_stacks import DELIVERY


class BucketIsNotDestroyed(Attributes):
    """Terraform refuses each plan that would destroy a bucket, and empties none.

    With its state Terraform forgets what it made in an account, and without the ledger nobody can say what was deployed
    when, and by whom.
    """

    id = "FRAUD_DELIVERY_4"
    severity = Severity.HIGH
    controls = (controls.NIST_CP_9.supports, controls.PCI_10_3_2.supports)
    stacks = (DELIVERY,)
    applies_to = (BUCKET,)
    required = {
        "lifecycle": Exactly({"prevent_destroy": True}, otherwise="may be destroyed by a plan"),
        "force_destroy": Absent(otherwise="is emptied where it is destroyed"),
    }
    remediation = "Build the bucket with stacks.bucket.Bucket: it sets prevent_destroy, and leaves force_destroy out."
    violating = {"may be destroyed": {"lifecycle": {"prevent_destroy": False}}}

from policies.aws.buckets import VERSIONING
from policies.core import Severity, controls
from policies.core.kinds import Attributes, Block, Exactly
from policies.core.known_stacks import DELIVERY


class BucketKeepsEveryVersion(Attributes):
    """Every bucket keeps what was overwritten or deleted in it as an older version.

    An apply that went wrong can have written a state of which half is lost; the version before it is the way back. What
    is locked is locked by versions as well.
    """

    id = "FRAUD_DELIVERY_6"
    severity = Severity.HIGH
    controls = (controls.NIST_CP_9.supports, controls.SOC_A1_2.supports)
    stacks = (DELIVERY,)
    applies_to = (VERSIONING,)
    required = {
        "versioning_configuration": Block({"status": Exactly("Enabled", otherwise="keeps no versions: {value}")})
    }
    remediation = "Build the bucket with stacks.bucket.Bucket: it keeps versions."
    violating = {"stops keeping them": {"versioning_configuration": {"status": "Suspended"}}}

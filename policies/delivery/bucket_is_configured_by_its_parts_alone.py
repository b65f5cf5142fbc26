from policies.aws.buckets import BUCKET
from policies.core import Severity, controls
from policies.core.kinds import Absent, Attributes
from policies.core.known_stacks import DELIVERY

INSIDE = (
    *("acceleration_status", "acl", "cors_rule", "grant", "lifecycle_rule", "logging", "object_lock_configuration"),
    *("policy", "replication_configuration", "request_payer", "server_side_encryption_configuration"),
    *("versioning", "website"),
)


class BucketIsConfiguredByItsPartsAlone(Attributes):
    """No bucket says itself what resources of their own say of it.

    The provider still takes these old arguments, and the last that is written wins: the bucket could be opened again
    by an argument that no other policy reads.
    """

    id = "FRAUD_DELIVERY_5"
    severity = Severity.HIGH
    controls = (controls.NIST_AC_3.supports, controls.NIST_CM_7.supports)
    stacks = (DELIVERY,)
    applies_to = (BUCKET,)
    required = dict.fromkeys(INSIDE, Absent(otherwise="says {attribute} itself, beside the resource that is judged"))
    remediation = "Build the bucket with stacks.bucket.Bucket, which makes a resource of each."
    violating = {"is open to readers": {"acl": "public-read"}}

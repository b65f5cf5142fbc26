from collections.abc import Iterator

from policies.aws.buckets import BUCKET, NAMES
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import add_resource
from policies.core.known_stacks import DELIVERY
from policies.delivery.shared.example import BUCKETS, rename_buckets


class StackHasItsBuckets(Policy):
    """The stack holds the bucket of the states and the one of the ledger, under their names, and no other bucket.

    The number of the account is in each name, so one synthesis serves every account and whoever knows the number finds
    the buckets. What another bucket holds, nobody has judged.
    """

    id = "FRAUD_DELIVERY_1"
    severity = Severity.HIGH
    controls = (controls.NIST_CM_3.supports,)
    stacks = (DELIVERY,)
    applies_to = (BUCKET,)
    claims = ("bucket",)
    remediation = f"Build both in stacks/delivery.py with stacks.bucket.Bucket: {', '.join(NAMES.values())}."

    compliant = {"bucket": NAMES["state"]}
    given = {address: values for address, values in BUCKETS.items() if address == f"{BUCKET}.ledger"}
    violating = {
        "has another name": {"bucket": "other"},
        "leaves its name to Terraform": {"bucket": None},
        "has a name that is no text": {"bucket": [NAMES["state"]]},
        "has the name of the other": rename_buckets(NAMES["ledger"]),
        "stands beside a third": add_resource(BUCKET, {"bucket": "fraud-detection-more-${var.account_id}"}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        names = [bucket.get("bucket") for bucket in stack.of(BUCKET)]
        yield from (f"is not beside one bucket {name}" for name in NAMES.values() if names.count(name) != 1)
        unknown = [name for name in names if name not in [*NAMES.values()]]
        yield from (f"stands with a bucket {name!r}, which nobody knows" for name in unknown)

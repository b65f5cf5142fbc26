from collections.abc import Iterator

from policies.core import Resource, Stack
from policies.core.policy import EVERY_RESOURCE, Policy, Severity


class ResourceStaysInTheRegion(Policy):
    """Nothing chooses a region of its own: the provider's holds for all.

    Newer providers take a region on every resource. One word moves a table or a key out of us-east-1.
    """

    id = "FRAUD_FILE_11"
    severity = Severity.HIGH
    applies_to = (EVERY_RESOURCE,)
    claims = ("region",)
    remediation = "Take the argument out: the provider's region then holds."

    compliant = {"name": "alerts"}
    violating = {
        "names the same region": {"region": "us-east-1"},
        "is decided by a reference": {"region": "${var.account_id}"},
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return resource.type != "provider"

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if "region" in resource.values:
            yield f"chooses the region {resource.get('region')!r} itself, instead of the provider's"

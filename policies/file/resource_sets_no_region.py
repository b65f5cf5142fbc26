from policies.core import Resource, Severity, Stack
from policies.core.kinds import Absent, Attributes
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.policy import EVERY_RESOURCE
from policies.requirements import REGION


class ResourceSetsNoRegion(Attributes):
    """Nothing chooses a region of its own: the provider's holds for all.

    Newer providers take a region on every resource. One word moves a table or a key out of ours.
    """

    id = "FRAUD_FILE_11"
    severity = Severity.HIGH
    stacks = KNOWN_STACKS
    applies_to = (EVERY_RESOURCE,)
    required = {"region": Absent(otherwise="sets the region {value} itself, instead of the provider's")}
    remediation = "Remove the argument: the provider's region then holds."
    violating = {
        "names the same region": {"region": REGION},
        "is decided by a reference": {"region": "${var.account_id}"},
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return resource.type != "provider"

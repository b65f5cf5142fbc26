from collections.abc import Iterator

from policies.core import Resource, Stack
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.policy import EVERY_RESOURCE, Policy, Severity
from policies.core.text import keys_in, working


class BlockIsNotDynamic(Policy):
    """No block is made by a dynamic block.

    How many blocks it makes, and what stands in them, is computed at deploy time, out of the judge's sight.
    """

    id = "FRAUD_FILE_10"
    severity = Severity.HIGH
    stacks = KNOWN_STACKS
    applies_to = (EVERY_RESOURCE,)
    claims = ("dynamic",)
    remediation = "Write the blocks with a loop in Python; do not use CDKTF's iterators."

    compliant = {"tags": {"dynamic": "no"}}
    violating = {
        "makes its blocks": {"dynamic": {"rule": {"for_each": [], "content": {}}}},
        "makes them further inside": {
            "display_name": {"nested": {"dynamic": {"rule": {"for_each": [], "content": {}}}}}
        },
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if "dynamic" in resource.leaves and "dynamic" in keys_in(working(resource)):
            yield "has a dynamic block, whose blocks nobody sees before they are deployed"

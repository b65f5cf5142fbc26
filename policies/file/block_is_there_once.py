from collections.abc import Iterator

from policies.core import Resource, Stack
from policies.core.policy import EVERY_RESOURCE, Policy, Severity


class BlockIsThereOnce(Policy):
    """Nothing is repeated or left out by count or for_each.

    With count = 0 a safeguard is in the file and not in the account. Each resource stands for exactly one.
    """

    id = "FRAUD_FILE_4"
    severity = Severity.CRITICAL
    applies_to = (EVERY_RESOURCE,)
    claims = ("count", "for_each")
    remediation = "Repeat it with a loop in Python: synthesis then writes each one out."

    compliant = {"name": "alerts"}
    violating = {
        "is left out": {"count": 0},
        "is counted": {"count": 1},
        "is there for each of none": {"for_each": {}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for argument in self.claims:
            if argument in resource.values:
                yield f"has {argument}, so that how often it exists is decided at deploy time"

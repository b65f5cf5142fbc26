from collections.abc import Iterator

from policies.core import Resource, Stack
from policies.core.policy import EVERY_RESOURCE, Policy, Severity


class ResourceUsesTheOneProvider(Policy):
    """Nothing chooses a provider of its own.

    Another provider may work in another account, region or role than those that were judged.
    """

    id = "FRAUD_FILE_7"
    severity = Severity.HIGH
    applies_to = (EVERY_RESOURCE,)
    claims = ("provider", "providers")
    remediation = "Take the argument out: the stack's one AWS provider then serves it."

    compliant = {"name": "alerts"}
    violating = {
        "uses another": {"provider": "aws.elsewhere"},
        "names the same": {"provider": "aws"},
        "hands others on": {"providers": {"aws": "aws.elsewhere"}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for argument in self.claims:
            if argument in resource.values:
                yield f"has the argument {argument}: it chooses a provider of its own"

from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack
from policies.core.expressions import REGION


class ProviderWorksInOneRegion(Policy):
    """The provider works in us-east-1, in so many words.

    Without the words the deploying machine's environment decides where the data lies.
    """

    id = "FRAUD_FILE_19"
    severity = Severity.HIGH
    applies_to = ("provider",)
    claims = ("region",)
    remediation = "Pass AwsProvider the region of stacks/settings.py."

    compliant = {"region": "us-east-1"}
    violating = {
        "leaves it to the environment": {"region": None},
        "is elsewhere": {"region": "ca-central-1"},
        "is decided at deploy time": {"region": "${var.region}"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if resource.get("region") != REGION:
            yield f"works in the region {resource.get('region')!r}, not in {REGION}"

from collections.abc import Iterator

from policies.aws.region import ANOTHER_REGION
from policies.core import Resource, Severity, Stack
from policies.core.kinds import Attributes, Exactly
from policies.core.known_stacks import KNOWN_STACKS
from policies.requirements import REGION

# AWS's other partitions: their ARNs and service names read otherwise than those that everything here is judged by.
OTHER_PARTITIONS = ("cn-", "us-gov-", "us-iso", "eu-isoe-", "eusc-")


class ProviderWorksInOneRegion(Attributes):
    """The provider works in the one region that is required, in so many words.

    Without the words the deploying machine's environment decides where the data lies. All else that names a region is
    held to the provider's.
    """

    id = "FRAUD_FILE_19"
    severity = Severity.HIGH
    stacks = KNOWN_STACKS
    applies_to = ("provider",)
    required = {"region": Exactly(REGION, otherwise=f"works in the region {{value}}, not in {REGION!r}")}
    remediation = "Say one region twice: Settings.region in stacks/settings.py, and REGION in policies/requirements.py."
    violating = {"is elsewhere": {"region": ANOTHER_REGION}}

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        if REGION.startswith(OTHER_PARTITIONS):
            yield f"would work in {REGION}, in a partition whose ARNs do not begin with arn:aws:, as all here must"

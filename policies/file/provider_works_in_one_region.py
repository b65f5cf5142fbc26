from policies.core import Severity
from policies.core.expressions import REGION
from policies.core.kinds import Attributes, Exactly
from policies.core.known_stacks import KNOWN_STACKS


class ProviderWorksInOneRegion(Attributes):
    """The provider works in us-east-1, in so many words.

    Without the words the deploying machine's environment decides where the data lies.
    """

    id = "FRAUD_FILE_19"
    severity = Severity.HIGH
    stacks = KNOWN_STACKS
    applies_to = ("provider",)
    required = {"region": Exactly(REGION, otherwise=f"works in the region {{value}}, not in {REGION}")}
    remediation = "Pass AwsProvider the region of stacks/settings.py."
    violating = {"is elsewhere": {"region": "ca-central-1"}}

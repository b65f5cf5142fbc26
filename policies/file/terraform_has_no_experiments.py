from policies.core import Severity
from policies.core.kinds import Absent, Attributes
from policies.core.known_stacks import KNOWN_STACKS

CHANGED = Absent(otherwise="has {attribute}, which may change what the file means")


class TerraformHasNoExperiments(Attributes):
    """Terraform runs as released: without experiments, another language or messages to providers.

    An experiment may change what the rest of the file means, after it was judged.
    """

    id = "FRAUD_FILE_27"
    severity = Severity.MEDIUM
    stacks = KNOWN_STACKS
    applies_to = ("terraform",)
    required = {"experiments": CHANGED, "language": CHANGED, "provider_meta": CHANGED}
    remediation = "Remove it."
    violating = {
        "tries one": {"experiments": ["example"]},
        "speaks another language": {"language": "TF2030"},
        "sends a message": {"provider_meta": {"aws": {"user_agent": ["example"]}}},
    }

from policies.core import Severity
from policies.core.kinds import Absent, Attributes
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.policy import EVERY_RESOURCE

OWN = Absent(otherwise="has the argument {attribute}, which chooses a provider of its own")


class ResourceSetsNoProvider(Attributes):
    """Nothing chooses a provider of its own.

    Another provider may work in another account, region or role than those that were judged.
    """

    id = "FRAUD_FILE_7"
    severity = Severity.HIGH
    stacks = KNOWN_STACKS
    applies_to = (EVERY_RESOURCE,)
    required = {"provider": OWN, "providers": OWN}
    remediation = "Remove the argument: the stack's one AWS provider then serves it."
    violating = {
        "uses another": {"provider": "aws.elsewhere"},
        "names the same": {"provider": "aws"},
        "hands others on": {"providers": {"aws": "aws.elsewhere"}},
    }

from policies.core import Severity
from policies.core.kinds import Absent, Attributes
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.policy import EVERY_RESOURCE

REPEATED = Absent(otherwise="has {attribute}, so that how often it exists is decided at deploy time")


class BlockHasNoCountOrForEach(Attributes):
    """Nothing is repeated or left out by count or for_each.

    With count = 0 a safeguard is in the file and not in the account. Each block stands for exactly one.
    """

    id = "FRAUD_FILE_4"
    severity = Severity.CRITICAL
    stacks = KNOWN_STACKS
    applies_to = (EVERY_RESOURCE,)
    required = {"count": REPEATED, "for_each": REPEATED}
    remediation = "Repeat it with a loop in Python: synthesis then writes each one out."
    violating = {
        "is left out": {"count": 0},
        "is counted": {"count": 1},
        "is there for each of none": {"for_each": {}},
    }

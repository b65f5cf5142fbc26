from policies.aws.mappings import MAPPING
from policies.core import Severity, controls
from policies.core.kinds import Absent, Attributes, OneOf


class MappingIsOnAndDropsNothing(Attributes):
    """The mapping is switched on, and hands over each message.

    What a filter does not let through, Lambda deletes: a payment that was accepted would never be decided, and nobody
    would learn of it. While a mapping is off, payments wait until they expire.
    """

    id = "FRAUD_QUEUE_14"
    severity = Severity.CRITICAL
    controls = (controls.NIST_SC_36_1.supports, controls.SOC_CC7_4.supports)
    applies_to = (MAPPING,)
    required = {
        "enabled": OneOf(None, True, otherwise="is switched off"),
        "filter_criteria": Absent(otherwise="deletes what its filter does not let through"),
    }
    remediation = "Leave out enabled and filter_criteria, as stacks/overflow.py does."
    waivable = False

    violating = {
        "is switched off": {"enabled": False},
        "lets large amounts through alone": {"filter_criteria": {"filter": [{"pattern": "{}"}]}},
    }

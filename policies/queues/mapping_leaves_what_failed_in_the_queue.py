from policies.aws.mappings import MAPPING
from policies.core import Severity, controls
from policies.core.kinds import Attributes, Exactly

REPORTS = "function_response_types"


class MappingLeavesWhatFailedInTheQueue(Attributes):
    """The function says which messages of a batch failed, and Lambda deletes the others.

    Otherwise Lambda reads nothing of the answer: a batch in which one payment failed counts as done, and that payment
    is lost. If the function raised instead, nine payments that are decided would come again because of the tenth, and
    Lambda would take messages more slowly, just when many wait.
    """

    id = "FRAUD_QUEUE_12"
    severity = Severity.CRITICAL
    controls = (controls.NIST_SC_36_1.supports, controls.SOC_CC7_4.supports)
    applies_to = (MAPPING,)
    required = {REPORTS: Exactly(["ReportBatchItemFailures"], otherwise="does not have failed messages reported")}
    remediation = 'Set function_response_types to ["ReportBatchItemFailures"], as stacks/overflow.py does.'
    waivable = False

    violating = {"lets a failed message be deleted": {REPORTS: None}}

from policies.aws.asl import MACHINE
from policies.core import Severity, controls
from policies.core.kinds import Attributes, Exactly

LOGGED = "include_execution_data is {value}: its log may hold card transactions"


class WorkflowLogsNoExecutionData(Attributes):
    """The state machine's log holds no input or output of its executions.

    The input is a card transaction. In the log everyone who may read logs could read it, encrypted with another key and
    kept for another time than in the table.
    """

    id = "FRAUD_WORKFLOW_3"
    severity = Severity.CRITICAL
    controls = (controls.PCI_3_2_1.supports,)
    applies_to = (MACHINE,)
    required = {"logging_configuration.include_execution_data": Exactly(False, otherwise=LOGGED)}
    remediation = "Set include_execution_data to false, as stacks.workflow.Workflow does."
    violating = {"says no as a string": {"logging_configuration": {"include_execution_data": "no"}}}

from collections.abc import Iterator

from policies.aws.asl import MACHINE
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.workflow.shared.example import BESIDE, EXAMPLE


class WorkflowLogsNoExecutionData(Policy):
    """The state machine's log holds no input or output of its executions.

    The input is a card transaction. In a log it would be readable to everyone who may read logs, and lie there
    under another key and for another time than the table's.
    """

    id = "FRAUD_WORKFLOW_3"
    severity = Severity.CRITICAL
    controls = (controls.PCI_3_2_1.supports,)
    applies_to = (MACHINE,)
    claims = ("logging_configuration",)
    remediation = "Set include_execution_data to false, as stacks.workflow.Workflow does."

    compliant = EXAMPLE
    given = BESIDE
    violating = {
        "logs the transactions": {"logging_configuration": {"include_execution_data": True}},
        "leaves it to a default": {"logging_configuration": {"include_execution_data": None}},
        "says no as a string": {"logging_configuration": {"include_execution_data": "no"}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if resource.get("logging_configuration", "include_execution_data") is not False:
            yield "does not keep the transactions out of its log (include_execution_data is not false)"

from collections.abc import Iterator

from policies.aws.asl import MACHINE
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.workflow.shared.edits import log_to_the_group_alone
from policies.workflow.shared.example import BESIDE, EXAMPLE

LEVELS = ("ALL", "ERROR")
KEYS = {"level", "include_execution_data", "log_destination"}
SUFFIX = ":*"


class WorkflowLogsItsExecutions(Policy):
    """The state machine logs its executions to a log group of this stack.

    An Express workflow keeps no history of its own: what is not logged never happened. Levels below ERROR hide
    failed tasks. Step Functions reaches a group through vended logs, which write below /aws/vendedlogs/.
    """

    id = "FRAUD_WORKFLOW_2"
    severity = Severity.HIGH
    controls = (controls.PCI_10_2_1.supports, controls.NIST_AU_12.supports, controls.SOC_CC7_2.supports)
    applies_to = (MACHINE,)
    claims = ("logging_configuration",)
    remediation = "Build the workflow with stacks.workflow.Workflow: it logs errors to a log group of its own."

    compliant = EXAMPLE
    given = BESIDE
    violating = {
        "logs nothing": {"logging_configuration": {"level": "OFF"}},
        "logs only what ends it": {"logging_configuration": {"level": "FATAL"}},
        "logs to a group outside the stack": {"logging_configuration": {"log_destination": "other:*"}},
        "names a group without its streams": log_to_the_group_alone,
        "has one more setting": {"logging_configuration": {"sampling": 1}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        found = resource.blocks("logging_configuration")
        if len(found) != 1 or not found[0].keys() <= KEYS or found[0].get("level") not in LEVELS:
            yield f"does not log at the level {' or '.join(LEVELS)}, and nothing else"
        destination = resource.get("logging_configuration", "log_destination")
        text = destination if isinstance(destination, str) and destination.endswith(SUFFIX) else ""
        group = stack.resolve(text.removesuffix(SUFFIX), "arn")
        name = group.get("name") if group and group.type == "aws_cloudwatch_log_group" else None
        if not (isinstance(name, str) and name.startswith("/aws/vendedlogs/")):
            yield "does not log to `${...arn}:*` of a log group of this stack below /aws/vendedlogs/"

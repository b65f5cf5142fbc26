from collections.abc import Iterator

from policies.aws.asl import MACHINE
from policies.core import Resource, Severity, Stack, controls
from policies.core.kinds import Attributes, Block, OneOf, Present
from policies.workflow.shared.edits import log_to_another_group, log_to_the_group_alone

SUFFIX = ":*"


class WorkflowLogsItsExecutions(Attributes):
    """The state machine logs its executions to the log group of this stack that bears its name.

    An Express workflow keeps no execution history, so its log is the only record. Levels below ERROR leave out failed
    tasks. Step Functions writes through vended logs, to groups below /aws/vendedlogs/. Nobody looks into the group of
    another workflow for what happened in this one.
    """

    id = "FRAUD_WORKFLOW_2"
    severity = Severity.HIGH
    controls = (controls.PCI_10_2_1.supports, controls.NIST_AU_12.supports, controls.SOC_CC7_2.supports)
    applies_to = (MACHINE,)
    required = {
        "logging_configuration": Block(
            {
                "level": OneOf("ERROR", "ALL", otherwise="logs at the level {value}, not ERROR or ALL"),
                "include_execution_data": Present(False),
                "log_destination": Present(f"${{aws_cloudwatch_log_group.workflow.arn}}{SUFFIX}"),
            },
            otherwise="execution logging is off",
        )
    }
    remediation = "Build the workflow with stacks.workflow.Workflow: it logs errors to a log group of its own."

    compliant = {"name": "transaction-processing", "logging_configuration": {"level": "ALL"}}
    given = {
        "aws_cloudwatch_log_group.workflow": {"name": "/aws/vendedlogs/states/transaction-processing"},
        "aws_cloudwatch_log_group.reports": {"name": "/aws/vendedlogs/states/transaction-reports"},
    }
    violating = {
        "logs nothing": {"logging_configuration": {"level": "OFF"}},
        "logs only what ends it": {"logging_configuration": {"level": "FATAL"}},
        "logs to a group outside the stack": {"logging_configuration": {"log_destination": "other:*"}},
        "logs to another workflow's group": log_to_another_group,
        "names a group by what is no ARN": {
            "logging_configuration": {"log_destination": f"${{aws_cloudwatch_log_group.workflow.name}}{SUFFIX}"}
        },
        "names a group without its streams": log_to_the_group_alone,
        "has one more setting": {"logging_configuration": {"sampling": 1}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        destination = str(resource.get("logging_configuration", "log_destination"))
        group = stack.resolve(destination.removesuffix(SUFFIX), "arn") if destination.endswith(SUFFIX) else None
        own = f"/aws/vendedlogs/states/{resource.get('name')}"
        if group is None or group.type != "aws_cloudwatch_log_group" or group.get("name") != own:
            yield f"does not log to `${{...arn}}{SUFFIX}` of the log group {own} of this stack"

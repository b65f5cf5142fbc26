from collections.abc import Iterator

from policies.aws.dependencies import dependencies
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.text import few

GROUP = "aws_cloudwatch_log_group"
PREFIX = "API-Gateway-Execution-Logs_"


def groups(stack: Stack) -> tuple[str, ...]:
    """The addresses of the log groups into which API Gateway writes executions."""
    return tuple(group.address for group in stack.of(GROUP) if str(group.get("name")).startswith(PREFIX))


class StageDependsOnItsExecutionLogGroup(Policy):
    """Every stage is made after the log group of executions.

    As soon as a stage is called, API Gateway creates a missing group itself, without our key and without an end to its
    retention.
    """

    id = "FRAUD_API_29"
    severity = Severity.MEDIUM
    waivable = True
    controls = (controls.PCI_10_3_2.supports,)
    applies_to = ("aws_api_gateway_stage",)
    remediation = "Name the execution log group in the stage's depends_on, as stacks/api.py does."

    compliant = {"depends_on": [f"{GROUP}.executions"]}
    given = {f"{GROUP}.executions": {"name": f"{PREFIX}${{aws_api_gateway_rest_api.api.id}}/live"}}
    violating = {
        "waits for nothing": {"depends_on": None},
        "waits for something else": {"depends_on": ["aws_api_gateway_rest_api.api"]},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        waited_for = dependencies(resource)
        missing = [address for address in stack.once(groups) if address not in waited_for]
        if missing:
            yield f"does not depend on {few(missing)}"

from collections.abc import Iterator

from policies.aws.dependencies import dependencies
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import remove
from policies.core.text import few

GROUP = "aws_cloudwatch_log_group"
ACCOUNT = "aws_api_gateway_account"
PREFIX = "API-Gateway-Execution-Logs_"


class StageDependsOnItsExecutionLogGroup(Policy):
    """Every stage is made after the log group of executions, and after the role that writes to it.

    As soon as a stage is called, API Gateway creates a missing group itself, without our key and without an end to its
    retention.
    """

    id = "FRAUD_API_29"
    severity = Severity.MEDIUM
    waivable = True
    controls = (controls.PCI_10_3_2.supports,)
    applies_to = ("aws_api_gateway_stage",)
    remediation = (
        "Name the execution log group and the API Gateway account in the stage's depends_on, as stacks/api.py does."
    )

    compliant = {"depends_on": [f"{GROUP}.executions", f"{ACCOUNT}.logging"]}
    given = {
        f"{GROUP}.executions": {"name": f"{PREFIX}${{aws_api_gateway_rest_api.api.id}}/live"},
        f"{ACCOUNT}.logging": {},
    }
    violating = {
        "waits for nothing": {"depends_on": None},
        "waits for one log group only": remove("depends_on", 1),
        "waits for the role only": remove("depends_on", 0),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        groups = [group for group in stack.of(GROUP) if str(group.get("name")).startswith(PREFIX)]
        needed = (*groups, *stack.of(ACCOUNT))
        missing = [other.address for other in needed if other.address not in dependencies(resource)]
        if missing:
            yield f"does not depend on {few(missing)}"

from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import remove
from policies.core.text import few

GROUP = "aws_cloudwatch_log_group"
ACCOUNT = "aws_api_gateway_account"
PREFIX = "API-Gateway-Execution-Logs_"


class StageDependsOnItsExecutionLogGroup(Policy):
    """Every stage is made after the log group of executions, and after the role that writes to it.

    API Gateway makes the group itself as soon as a stage is called, without our key and for ever.
    """

    id = "FRAUD_API_29"
    severity = Severity.MEDIUM
    controls = (controls.PCI_10_3_2.supports,)
    applies_to = ("aws_api_gateway_stage",)
    remediation = "Name the log group of executions and the account's logging in the stage's depends_on."

    compliant = {"depends_on": [f"{GROUP}.executions", f"{ACCOUNT}.logging"]}
    given = {
        f"{GROUP}.executions": {"name": f"{PREFIX}${{aws_api_gateway_rest_api.api.id}}/live"},
        f"{ACCOUNT}.logging": {},
    }
    violating = {
        "waits for nothing": {"depends_on": None},
        "waits for one log group only": remove("depends_on", -1),
        "waits for the role only": remove("depends_on", 0),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        waits_for = resource.get("depends_on")
        first = [each for each in stack.of(GROUP) if str(each.get("name")).startswith(PREFIX)] + [*stack.of(ACCOUNT)]
        named = frozenset(waits_for) if isinstance(waits_for, tuple) else frozenset()
        missing = [each.address for each in first if each.address not in named]
        if missing:
            yield f"does not wait for {few(missing)}"

from collections.abc import Iterator

from policies.aws.dependencies import dependencies
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import remove

FUNCTION, GROUP = "aws_lambda_function", "aws_cloudwatch_log_group"


class FunctionWaitsForItsLogGroup(Policy):
    """Every function is made after the log group that it writes to, and says so in depends_on.

    Lambda makes a missing group itself at the first invocation, without our key and without an end to its retention.
    The group's name alone would not keep the order if it were once written out.
    """

    id = "FRAUD_FUNCTION_30"
    severity = Severity.MEDIUM
    controls = (controls.PCI_10_3_2.supports,)
    applies_to = (FUNCTION,)
    remediation = "Name the log group in depends_on: `depends_on=[logs.resource, ...]`, as stacks/function.py does."

    compliant = {"logging_config": {"log_group": f"${{{GROUP}.logs.name}}"}, "depends_on": [f"{GROUP}.logs"]}
    given = {f"{GROUP}.logs": {"name": "/aws/lambda/example"}}
    violating = {
        "waits for nothing": {"depends_on": None},
        "does not wait for the group": remove("depends_on", 0),
        "waits for a group that is not there": {"depends_on": [f"{GROUP}.nowhere"]},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        group = stack.resolve(resource.get("logging_config", "log_group"))
        if group is not None and group.address not in dependencies(resource):
            yield f"does not wait for its log group {group.address}"

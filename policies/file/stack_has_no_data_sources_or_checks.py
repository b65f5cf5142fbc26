from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import add_resource
from policies.core.known_stacks import KNOWN_STACKS


class StackHasNoDataSourcesOrChecks(Policy):
    """Nothing is read while the stack is deployed: no data source, no ephemeral resource, no check.

    What they read from the network, or from a program that they run, becomes part of what is deployed after the file
    was judged. A check may hold a data source too.
    """

    id = "FRAUD_FILE_37"
    severity = Severity.HIGH
    controls = (controls.NIST_CM_3.supports,)
    stacks = KNOWN_STACKS
    forbids = ("check", "data.*", "ephemeral.*")
    remediation = "Write the value into stacks/settings.py, or make it a variable that whoever deploys must give."

    violating = {
        "reads the account": add_resource("data.aws_caller_identity", {}),
        "runs a program": add_resource("data.external_program", {"program": ["true"]}),
        "reads a secret": add_resource("ephemeral.aws_ssm_parameter", {"arn": "example"}),
        "checks something": add_resource("check", {"assert": [{"condition": True, "error_message": "example"}]}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield f"is a {resource.type} block, which reads at deploy time what nobody has judged"

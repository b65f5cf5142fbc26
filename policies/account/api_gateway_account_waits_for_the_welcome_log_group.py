from collections.abc import Iterator

from policies.aws.dependencies import dependencies
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import remove, rename_resources
from policies.core.known_stacks import ACCOUNT

GROUP, SETTING = "aws_cloudwatch_log_group", "aws_api_gateway_account"
NAME = "/aws/apigateway/welcome"


class ApiGatewayAccountWaitsForTheWelcomeLogGroup(Policy):
    """The log group /aws/apigateway/welcome is there before API Gateway gets the role with which it logs.

    As soon as it has the role, API Gateway writes into that group, and makes it where it is missing: without our key,
    and without an end to its retention.
    """

    id = "FRAUD_ACCOUNT_1"
    severity = Severity.MEDIUM
    controls = (controls.PCI_10_3_2.supports,)
    stacks = (ACCOUNT,)
    applies_to = (SETTING,)
    claims = ("depends_on",)
    remediation = "Build the setting with stacks.gateway_account.GatewayAccount: it makes the group first."

    compliant = {"depends_on": [f"{GROUP}.welcome", "aws_iam_role_policy.grants"]}
    given = {f"{GROUP}.welcome": {"name": NAME}, "aws_iam_role_policy.grants": {}}
    violating = {
        "waits for nothing": {"depends_on": None},
        "waits for the grants only": remove("depends_on", 0),
        "waits for a group of another name": rename_resources(GROUP, NAME, f"{NAME}-2"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        groups = {group.address for group in stack.having(GROUP, "name", NAME)}
        if not groups & dependencies(resource):
            yield f"does not wait for a log group named {NAME}"

from collections.abc import Iterator

from policies.account.shared.edits import in_every, named_by, without
from policies.aws.iam import principals, statements
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.deployed_folder import STACK
from policies.core.known_stacks import DELIVERY
from policies.core.other_stacks import other_stack

SETTINGS, SETTING, ROLE = "aws_api_gateway_method_settings", "aws_api_gateway_account", "aws_iam_role"
API_GATEWAY = ("Service", "apigateway.amazonaws.com")
TRUST = {"Effect": "Allow", "Principal": {"Service": API_GATEWAY[1]}, "Action": "sts:AssumeRole"}


class AccountLetsApiGatewayLogForTheSystem(Policy):
    """Where methods of the system have settings, the account's stack gives API Gateway a role to log with.

    Settings let a method log its executions. The role is a setting of the account, in a stack of its own. Without it
    API Gateway refuses the logging of a stage, or writes nothing; a role that trusts somebody else is none of its own.
    """

    id = "FRAUD_ACCOUNT_2"
    severity = Severity.HIGH
    controls = (controls.PCI_10_2_1.supports,)
    applies_to = (STACK,)
    remediation = "Keep stacks.gateway_account.GatewayAccount in stacks/account.py, and deploy that stack first."

    compliant = {
        SETTING: {"account": {"cloudwatch_role_arn": f"${{{ROLE}.role.arn}}"}},
        ROLE: {"role": {"assume_role_policy": {"Version": "2012-10-17", "Statement": [TRUST]}}},
    }
    given = {f"{SETTINGS}.all": {"settings": {"logging_level": "ERROR"}}}
    violating = {
        "has no such setting": without(SETTING),
        "has no role": without(ROLE),
        "names its role by another attribute": named_by("name", SETTING),
        "uses a role from elsewhere": in_every(SETTING, {"cloudwatch_role_arn": "arn:aws:iam::111122223333:role/a"}),
        "trusts anyone": in_every(ROLE, {"assume_role_policy": {"Statement": [{**TRUST, "Principal": "*"}]}}),
        "trusts one more": in_every(ROLE, {"assume_role_policy": {"Statement": [TRUST, {**TRUST, "Principal": "*"}]}}),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return resource.name != DELIVERY

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        account = other_stack(resource)
        roles = [account.resolve(each.get("cloudwatch_role_arn"), "arn") for each in account.of(SETTING)]
        if stack.of(SETTINGS) and not any(map(_trusts_api_gateway_alone, roles)):
            yield "gives API Gateway no role of its own, with which this stack's stage could log"


def _trusts_api_gateway_alone(role: Resource | None) -> bool:
    document = role.get("assume_role_policy") if role and role.type == ROLE else None
    trusted = [principal for statement in statements(document) for principal in principals(statement)]
    return trusted == [API_GATEWAY]

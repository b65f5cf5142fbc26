from collections.abc import Iterator

from policies.aws.grants import unequal_grants
from policies.aws.role_users import granted_to
from policies.aws.start_execution import INTEGRATION
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import at_every
from policies.identity.shared.definition_calls import calls_of_integration
from policies.identity.shared.edits import add_grant, remove_statement
from policies.identity.shared.example_calls import calling_system
from policies.identity.shared.example_system import allow, allowing, use_key
from policies.identity.shared.key_needs import needs_of_calls
from policies.requirements import REGION


class ApiRoleHasLeastPrivilege(Policy):
    """The API's role may do what its integration calls, on what the request's template names, and no more.

    Whoever finds a way to another call through the API then lacks the permission for it.
    """

    id = "FRAUD_IAM_22"
    severity = Severity.HIGH
    controls = (controls.NIST_AC_6.supports, controls.PCI_7_2_5.supports, controls.SOC_CC6_3.supports)
    applies_to = ("aws_iam_role_policy",)
    remediation = "Make the grants of the role in stacks/api.py those of the integration, no more and no less."

    compliant = allowing(
        allow("states:StartSyncExecution", "workflow"),
        use_key("kms:Decrypt", "transactions", "aws:states:stateMachineArn=workflow"),
    )
    given = calling_system(f"{INTEGRATION}.integration")
    violating = {
        "grants too much": add_grant("lambda:InvokeFunction", "aws_lambda_function"),
        "grants too little: the start": remove_statement(0),
        "grants too little: the answer": remove_statement(1),
        "calls what nobody knows": at_every(INTEGRATION, {"uri": f"arn:aws:apigateway:{REGION}:sqs:path/x"}),
        "has no template": at_every(INTEGRATION, {"request_templates": None}),
        "calls nothing of this stack": at_every(INTEGRATION, {"request_templates": {"application/json": "{}"}}),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return bool(granted_to(resource, stack, INTEGRATION))

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for integration in granted_to(resource, stack, INTEGRATION):
            calls, unknown = calls_of_integration(integration, stack)
            yield from unknown
            yield from unequal_grants(resource, stack, needs_of_calls(calls, stack))

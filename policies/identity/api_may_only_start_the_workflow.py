from collections.abc import Iterator, Mapping

from policies.aws.grants import unequal_grants
from policies.aws.names import own_name
from policies.aws.role_users import granted_to
from policies.aws.start_execution import INTEGRATION, started_by
from policies.core import Resource, Severity, Stack, controls
from policies.identity.shared.edits import add_grant, remove_statement
from policies.identity.shared.exact_grants import ExactGrants
from policies.identity.shared.example_calls import calling_system
from policies.identity.shared.example_system import allow, allowing, use_key
from policies.identity.shared.role_edits import start_what_nobody_knows
from policies.requirements import BATCHING, DECIDING, LOOKING, REPORTING


def grants_of(machine: str) -> Mapping[str, tuple[str, ...]]:
    """What it takes to run a workflow and to read its answer."""
    where = f"workflow {machine}"
    return {where: ("states:StartSyncExecution",), f"key transactions for {where}": ("kms:Decrypt",)}


class ApiMayOnlyStartTheWorkflow(ExactGrants):
    """Each of the API's roles may run the one workflow behind its path and read its answer, exactly.

    Of all roles these are nearest to the public: through them callers reach a workflow alone. Who reports on a
    transaction, or asks for what became of it, reaches none that decides.
    """

    id = "FRAUD_IAM_13"
    severity = Severity.HIGH
    controls = (controls.PCI_7_2_5.supports, controls.NIST_AC_6.supports, controls.SOC_CC6_3.supports)
    user = "integration"
    remediation = "Make the grants of the role in stacks/route.py exactly stacks.grants.start_workflow."

    compliant = allowing(
        allow("states:StartSyncExecution", "workflow"),
        use_key("kms:Decrypt", "transactions", "aws:states:stateMachineArn=workflow"),
    )
    given = {
        **calling_system("aws_api_gateway_integration.integration"),
        "aws_iam_role.unknown": {},
        "aws_iam_role_policy.unknown": {**compliant, "role": "${aws_iam_role.unknown.id}"},
        "aws_api_gateway_integration.unknown": {"credentials": "${aws_iam_role.unknown.arn}"},
    }
    violating = {
        "may read the table": add_grant("dynamodb:GetItem", "aws_dynamodb_table"),
        "starts a workflow that nobody knows, and may": start_what_nobody_knows,
        "may not start the workflow": remove_statement(0),
        "may not read the answer": remove_statement(1),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for integration in granted_to(resource, stack, INTEGRATION):
            started = started_by(integration, stack)
            # What starts a workflow that is not known may start none but the one that decides.
            name = own_name(started) if started else DECIDING
            known = name if name in (REPORTING, LOOKING, BATCHING) else DECIDING
            yield from unequal_grants(resource, stack, grants_of(known))

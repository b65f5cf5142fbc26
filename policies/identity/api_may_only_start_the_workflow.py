from collections.abc import Iterator

from policies.aws.grants import disagreements
from policies.aws.role_users import used_by
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.identity.shared.edits import add_grant, remove_statement
from policies.identity.shared.system import allow, allowing, system, use_key

WORKFLOW = "workflow transaction-processing"
DUE = {
    WORKFLOW: ("states:StartSyncExecution",),
    f"key transactions for {WORKFLOW}": ("kms:Decrypt",),
}


class ApiMayOnlyStartTheWorkflow(Policy):
    """The API's role may run the transaction workflow and read its answer, exactly.

    It stands next to the public: through it nothing is reached but the workflow, which validates first.
    """

    id = "FRAUD_IAM_13"
    severity = Severity.HIGH
    controls = (controls.PCI_7_2_5.supports, controls.NIST_AC_6.supports, controls.SOC_CC6_3.supports)
    applies_to = ("aws_iam_role_policy",)
    remediation = "Make the grants of the role in stacks/api.py exactly stacks.grants.start_workflow."

    compliant = allowing(
        allow("states:StartSyncExecution", "workflow"),
        use_key("kms:Decrypt", "transactions", "aws:states:stateMachineArn=workflow", via="states"),
    )
    given = system("aws_api_gateway_integration.integration")
    violating = {
        "may read the table": add_grant("dynamodb:GetItem", "aws_dynamodb_table"),
        "may not start the workflow": remove_statement(0),
        "may not read the answer": remove_statement(1),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return "integration" in used_by(resource, stack)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from disagreements(resource, stack, DUE)

from policies.core import Severity, controls
from policies.identity.shared.edits import add_grant, remove_statement
from policies.identity.shared.exact_grants import ExactGrants
from policies.identity.shared.system import allow, allowing, system, use_key

WORKFLOW = "workflow transaction-processing"


class ApiMayOnlyStartTheWorkflow(ExactGrants):
    """The API's role may run the transaction workflow and read its answer, exactly.

    Of all roles this one is nearest to the public: through it callers reach the workflow alone, which validates first.
    """

    id = "FRAUD_IAM_13"
    severity = Severity.HIGH
    controls = (controls.PCI_7_2_5.supports, controls.NIST_AC_6.supports, controls.SOC_CC6_3.supports)
    user = "integration"
    grants = {WORKFLOW: ("states:StartSyncExecution",), f"key transactions for {WORKFLOW}": ("kms:Decrypt",)}
    remediation = "Make the grants of the role in stacks/api.py exactly stacks.grants.start_workflow."

    compliant = allowing(
        allow("states:StartSyncExecution", "workflow"),
        use_key("kms:Decrypt", "transactions", "aws:states:stateMachineArn=workflow"),
    )
    given = system("aws_api_gateway_integration.integration")
    violating = {
        "may read the table": add_grant("dynamodb:GetItem", "aws_dynamodb_table"),
        "may not start the workflow": remove_statement(0),
        "may not read the answer": remove_statement(1),
    }

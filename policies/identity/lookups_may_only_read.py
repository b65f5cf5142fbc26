from policies.aws.unscoped import DELIVERIES, SAMPLING, TRACING
from policies.core import Severity, controls
from policies.identity.shared.edits import add_grant, remove_statement
from policies.identity.shared.exact_grants import ExactGrants
from policies.identity.shared.example_grants import lookup_grants
from policies.identity.shared.example_system import allowing, system
from policies.requirements import LOOKING, REFUSALS


class LookupsMayOnlyRead(ExactGrants):
    """The role of the workflow that tells what became of a payment may read single items of two tables, exactly.

    It changes nothing, calls nobody, and can neither query nor scan: who asks has to know the transaction's id.
    """

    id = "FRAUD_IAM_44"
    severity = Severity.HIGH
    controls = (controls.PCI_7_2_5.supports, controls.NIST_AC_6.supports, controls.SOC_CC6_3.supports)
    user = f"workflow {LOOKING}"
    grants = {
        "table transactions": ("dynamodb:GetItem",),
        "key transactions for table transactions": ("kms:Decrypt",),
        f"table {REFUSALS}": ("dynamodb:GetItem",),
        f"key transactions for table {REFUSALS}": ("kms:Decrypt",),
        f"key transactions for workflow {LOOKING}": ("kms:GenerateDataKey", "kms:Decrypt"),
        "key transactions for all logs": ("kms:GenerateDataKey",),
        "everything": (*TRACING, *SAMPLING, *DELIVERIES),
    }
    remediation = "Make the grants in stacks/lookup_workflow.py what the definition's tasks call, and no more."

    compliant = allowing(*lookup_grants())
    given = system("aws_sfn_state_machine.lookups")
    violating = {
        "may change rows": add_grant("dynamodb:UpdateItem", "aws_dynamodb_table", named="transactions"),
        "may look for rows": add_grant("dynamodb:Query", "aws_dynamodb_table", named="transactions"),
        "may read what is remembered": add_grant("dynamodb:GetItem", "aws_dynamodb_table", named="card-histories"),
        "may refuse by itself": add_grant("dynamodb:PutItem", "aws_dynamodb_table", named="refused-payments"),
        "may not read": remove_statement(0),
    }

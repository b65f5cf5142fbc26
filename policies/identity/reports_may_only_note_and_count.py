from policies.aws.unscoped import DELIVERIES, SAMPLING, TRACING
from policies.core import Severity, controls
from policies.identity.shared.edits import add_grant, remove_statement
from policies.identity.shared.exact_grants import ExactGrants
from policies.identity.shared.example_grants import report_grants
from policies.identity.shared.example_system import allowing, system
from policies.requirements import REPORTING

ITEMS = ("dynamodb:GetItem", "dynamodb:UpdateItem")


class ReportsMayOnlyNoteAndCount(ExactGrants):
    """The role of the workflow that takes reports may read and update items of both tables, exactly.

    It makes no row and removes none, calls no function, and can neither query nor scan: who reports on a transaction
    has to know its id.
    """

    id = "FRAUD_IAM_42"
    severity = Severity.HIGH
    controls = (controls.PCI_7_2_5.supports, controls.NIST_AC_6.supports, controls.SOC_CC6_3.supports)
    user = f"workflow {REPORTING}"
    grants = {
        "table transactions": ITEMS,
        "table card-histories": ITEMS,
        "key transactions for table transactions": ("kms:Decrypt",),
        "key transactions for table card-histories": ("kms:Decrypt",),
        f"key transactions for workflow {REPORTING}": ("kms:GenerateDataKey", "kms:Decrypt"),
        "key transactions for all logs": ("kms:GenerateDataKey",),
        "everything": (*TRACING, *SAMPLING, *DELIVERIES),
    }
    remediation = "Make the grants in stacks/report_workflow.py what the definition's tasks call, no more and no less."

    compliant = allowing(*report_grants())
    given = system("aws_sfn_state_machine.reports")
    violating = {
        "may make rows": add_grant("dynamodb:PutItem", "aws_dynamodb_table"),
        "may look for rows": add_grant("dynamodb:Query", "aws_dynamodb_table"),
        "may not note": remove_statement(0),
    }

from policies.aws.unscoped import DELIVERIES, SAMPLING, TRACING
from policies.core import Severity, controls
from policies.identity.shared.edits import add_grant, remove_statement
from policies.identity.shared.exact_grants import ExactGrants
from policies.identity.shared.example_grants import batch_grants
from policies.identity.shared.example_system import allowing, system
from policies.requirements import BATCHING, DECIDING, DRAIN


class BatchesMayOnlyJudgeAndDecide(ExactGrants):
    """The role of the workflow that takes many payments may call the drain and run the deciding workflow, exactly.

    It reads no table, writes none and tells nobody: each payment is stored and told where all payments are. It names
    the executions that it starts, and so says which of them was judged; its definition is agreed on state by state.
    """

    id = "FRAUD_IAM_45"
    severity = Severity.HIGH
    controls = (controls.PCI_7_2_5.supports, controls.NIST_AC_6.supports, controls.SOC_CC6_3.supports)
    user = f"workflow {BATCHING}"
    grants = {
        f"function {DRAIN}": ("lambda:InvokeFunction",),
        f"workflow {DECIDING}": ("states:StartSyncExecution",),
        f"key transactions for workflow {DECIDING}": ("kms:Decrypt",),
        f"key transactions for workflow {BATCHING}": ("kms:GenerateDataKey", "kms:Decrypt"),
        "key transactions for all logs": ("kms:GenerateDataKey",),
        "everything": (*TRACING, *SAMPLING, *DELIVERIES),
    }
    remediation = "Make the grants in stacks/batch_workflow.py what the definition's tasks call, and no more."

    compliant = allowing(*batch_grants())
    given = system("aws_sfn_state_machine.batches")
    violating = {
        "may store by itself": add_grant("dynamodb:PutItem", "aws_dynamodb_table", named="transactions"),
        "may read what is remembered": add_grant("dynamodb:BatchGetItem", "aws_dynamodb_table", named="card-histories"),
        "may start and not wait": add_grant(
            "states:StartExecution", "aws_sfn_state_machine", named="transaction-processing"
        ),
        "may take reports": add_grant(
            "states:StartSyncExecution", "aws_sfn_state_machine", named="transaction-reports"
        ),
        "may not have payments judged": remove_statement(0),
        "may not have payments decided": remove_statement(1),
    }

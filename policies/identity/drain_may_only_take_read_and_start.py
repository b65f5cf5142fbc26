from policies.core import Severity, controls
from policies.identity.shared.called_more_edits import call_histories
from policies.identity.shared.edits import add_grant, remove_statement
from policies.identity.shared.exact_grants import ExactGrants, grants_of_every_function, grants_of_reading
from policies.identity.shared.example_grants import drain_grants, function_grants
from policies.identity.shared.example_system import allowing, system
from policies.requirements import DECIDING, DRAIN, ENDPOINT, HISTORIES, OVERFLOW, REFUSALS


class DrainMayOnlyTakeReadAndStart(ExactGrants):
    """The transaction-drain may take what was throttled, read histories and the endpoint, and start the workflow.

    It decides in its own process, and has the workflow store: beside what is refused, which has a table of its own, it
    may write into no table and no queue. An execution
    that it starts goes on at storing. The workflow knows such an execution by its name, and whoever starts one chooses
    that: so beside the drain only the API's roles may start it, whose names the API ends, and the workflow of batches.
    """

    id = "FRAUD_IAM_43"
    severity = Severity.HIGH
    controls = (controls.PCI_7_2_5.supports, controls.NIST_AC_6.supports, controls.SOC_CC6_3.supports)
    user = f"function {DRAIN}"
    grants = {
        **grants_of_every_function(DRAIN),
        **grants_of_reading(ENDPOINT),
        f"queue {OVERFLOW}": ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"),
        f"key messages for queue {OVERFLOW}": ("kms:Decrypt",),
        f"table {HISTORIES}": ("dynamodb:BatchGetItem",),
        f"key transactions for table {HISTORIES}": ("kms:Decrypt",),
        f"table {REFUSALS}": ("dynamodb:BatchWriteItem",),
        f"key transactions for table {REFUSALS}": ("kms:Decrypt",),
        f"workflow {DECIDING}": ("states:StartSyncExecution", "states:StartExecution"),
        f"key transactions for workflow {DECIDING}": ("kms:Decrypt",),
    }
    remediation = (
        "Make the function's grants in stacks/overflow.py those that its code and its queue need; a new call is stated "
        "in policies/identity/drain_may_only_take_read_and_start.py as well."
    )

    compliant = allowing(*function_grants(DRAIN), *drain_grants())
    given = system("aws_lambda_function.drain")
    violating = {
        "may count by itself": add_grant("dynamodb:UpdateItem", "aws_dynamodb_table", named="card-histories"),
        "may decide by itself": add_grant("dynamodb:BatchWriteItem", "aws_dynamodb_table", named="transactions"),
        "may read what is decided": add_grant("dynamodb:GetItem", "aws_dynamodb_table", named="transactions"),
        "may fill a queue": add_grant("sqs:SendMessage", "aws_sqs_queue"),
        "may start the workflow of reports": add_grant(
            "states:StartExecution", "aws_sfn_state_machine", named="transaction-reports"
        ),
        "may count by itself, as its code does": call_histories(DRAIN, "dynamodb:UpdateItem"),
        "may not read its endpoint": remove_statement(3),
        "may not take from its queue": remove_statement(5),
        "may not read the answer": remove_statement(-1),
    }

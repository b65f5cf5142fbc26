from policies.aws.unscoped import DELIVERIES, SAMPLING, TRACING
from policies.core import Severity, controls
from policies.identity.shared.edits import add_grant, remove_statement
from policies.identity.shared.exact_grants import ExactGrants
from policies.identity.shared.example_grants import workflow_grants
from policies.identity.shared.example_system import allowing, system
from policies.requirements import ANALYZER, NOTIFIER, OVERFLOW, VALIDATOR

FUNCTIONS = tuple(f"function {name}" for name in (VALIDATOR, ANALYZER, NOTIFIER))


class WorkflowMayOnlyDoItsTasks(ExactGrants):
    """The workflow's role may do what its tasks do, exactly.

    It invokes functions, reads histories, stores, counts, publishes, settles, keeps dead letters and queues what is
    throttled. It can neither scan nor delete in a table, nor receive what is queued; of what is decided its tasks make
    rows that are not there, and update only whether a marker is settled.
    """

    id = "FRAUD_IAM_12"
    severity = Severity.HIGH
    controls = (controls.PCI_7_2_5.supports, controls.NIST_AC_6.supports, controls.SOC_CC6_3.supports)
    user = "workflow transaction-processing"
    grants = {
        **dict.fromkeys(FUNCTIONS, ("lambda:InvokeFunction",)),
        "table transactions": ("dynamodb:PutItem", "dynamodb:GetItem", "dynamodb:UpdateItem"),
        "table card-histories": ("dynamodb:BatchGetItem", "dynamodb:UpdateItem"),
        "event bus fraud-detection": ("events:PutEvents",),
        "queue transaction-dead-letters": ("sqs:SendMessage",),
        f"queue {OVERFLOW}": ("sqs:SendMessage", "sqs:DeleteMessage"),
        "key transactions for table transactions": ("kms:Decrypt",),
        "key transactions for table card-histories": ("kms:Decrypt",),
        "key transactions for workflow transaction-processing": ("kms:GenerateDataKey", "kms:Decrypt"),
        "key transactions for all logs": ("kms:GenerateDataKey",),
        "key dead-letters for queue transaction-dead-letters": ("kms:GenerateDataKey", "kms:Decrypt"),
        f"key messages for queue {OVERFLOW}": ("kms:GenerateDataKey", "kms:Decrypt"),
        "everything": (*TRACING, *SAMPLING, *DELIVERIES),
    }
    remediation = (
        "Make the grants in stacks/workflow.py what the definition's tasks call; a new call is stated in "
        "policies/identity/workflow_may_only_do_its_tasks.py as well."
    )

    compliant = allowing(*workflow_grants())
    given = system("aws_sfn_state_machine.workflow")
    violating = {
        "may publish to customers": add_grant("sns:Publish", "aws_sns_topic"),
        "may take out of a queue": add_grant("sqs:ReceiveMessage", "aws_sqs_queue"),
        "may not call a function": remove_statement(0),
    }

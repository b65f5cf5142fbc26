from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack
from policies.core.examples.named_edits import elsewhere, without
from policies.core.examples.stack_edits import BY_NAME

FUNCTIONS = ("transaction-validator", "fraud-analyzer", "notification-sender")
MISSED = (
    *("FRAUD_ALARM_3", "FRAUD_ALARM_12", "FRAUD_FILE_2"),
    *("FRAUD_IAM_3", "FRAUD_IAM_12", "FRAUD_IAM_21", "FRAUD_IAM_23"),
    "FRAUD_WORKFLOW_15",
)


class StackHasItsFunctions(Policy):
    """The stack holds the validator, the analyzer and the notifier, each under its agreed name.

    Validating, scoring and alerting are what the system is for; a stack that lost one of them would pass every other
    rule on functions. Further functions may stand beside them: every other rule holds for those as well.
    """

    id = "FRAUD_FUNCTION_4"
    severity = Severity.CRITICAL
    applies_to = ("terraform",)
    remediation = "Build the three functions in stacks/ with stacks.function.Function, under their agreed names."

    given = {f"aws_lambda_function.{name}": {"function_name": name} for name in FUNCTIONS}
    violating = {
        "has no validator": without("aws_lambda_function", function_name="transaction-validator"),
        "has no analyzer": without("aws_lambda_function", function_name="fraud-analyzer"),
        "has no notifier": without("aws_lambda_function", function_name="notification-sender"),
        "renames them": elsewhere("aws_lambda_function", {"function_name": "other"}),
    }
    also = {
        "has no validator": (*MISSED, "FRAUD_IAM_9", "FRAUD_WORKFLOW_16", "FRAUD_WORKFLOW_25", "FRAUD_WORKFLOW_27"),
        "has no analyzer": (*MISSED, "FRAUD_IAM_10", "FRAUD_WORKFLOW_25", "FRAUD_WORKFLOW_27", "FRAUD_WORKFLOW_31"),
        "has no notifier": (*MISSED, "FRAUD_IAM_11", "FRAUD_WORKFLOW_22", "FRAUD_WORKFLOW_33"),
        "renames them": ("FRAUD_FUNCTION_3", *BY_NAME),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        present = [each.get("function_name") for each in stack.of("aws_lambda_function")]
        for name in FUNCTIONS:
            if name not in present:
                yield f"has no function named {name}"

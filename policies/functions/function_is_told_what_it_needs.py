from collections.abc import Iterator, Mapping

from policies.core import Policy, Resource, Severity, Stack
from policies.functions.shared.example import BESIDE, TOLD, remove_variable

NEEDS = {
    "fraud-analyzer": {"MODEL_ENDPOINT_PARAMETER"},
    "notification-sender": {"TOPIC_ARN", "EMAIL_TEMPLATE_PARAMETER", "SMS_TEMPLATE_PARAMETER"},
}


class FunctionIsToldWhatItNeeds(Policy):
    """Each function's environment names all that the function reads: its parameters and its topic.

    Without the name the function fails at its first call, or somebody hard-codes a value instead of reading the
    SecureString.
    """

    id = "FRAUD_FUNCTION_11"
    severity = Severity.HIGH
    applies_to = ("aws_lambda_function",)
    remediation = "Pass the function's variables to stacks.function.Function; each is a reference to what it names."

    compliant = TOLD
    given = BESIDE
    violating = {
        "keeps the endpoint from the analyzer": remove_variable("fraud-analyzer", "MODEL_ENDPOINT_PARAMETER"),
        "keeps the topic from the notifier": remove_variable("notification-sender", "TOPIC_ARN"),
        "keeps the e-mail from the notifier": remove_variable("notification-sender", "EMAIL_TEMPLATE_PARAMETER"),
        "keeps the SMS from the notifier": remove_variable("notification-sender", "SMS_TEMPLATE_PARAMETER"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        name, variables = resource.get("function_name"), resource.get("environment", "variables")
        told = variables.keys() if isinstance(variables, Mapping) else set[str]()
        needs = NEEDS.get(name, set()) if isinstance(name, str) else set[str]()
        for variable in sorted(needs - told):
            yield f"is not told {variable}"

from collections.abc import Iterator, Mapping

from policies.core import Policy, Resource, Severity, Stack
from policies.functions.shared.example import BESIDE, CONFIGURED, FUNCTION, remove_variable
from policies.functions.shared.variables import NEEDS
from policies.requirements import ANALYZER, DRAIN, NOTIFIER, VALIDATOR


class EnvironmentHoldsAllThatTheFunctionReads(Policy):
    """Each function's environment holds all that the function reads there: its parameters, its topic, its numbers.

    Without one of them the function fails at its first call, or somebody hard-codes a value in its place.
    """

    id = "FRAUD_FUNCTION_11"
    severity = Severity.HIGH
    applies_to = ("aws_lambda_function",)
    remediation = "Pass the function's variables to stacks.function.Function, as stacks/functions.py does."

    compliant = CONFIGURED
    given = {**BESIDE, f"{FUNCTION}.unknown": {"function_name": "another"}}
    violating = {
        "has no environment": {"environment": None},
        "keeps the endpoint from the analyzer": remove_variable(ANALYZER, "MODEL_ENDPOINT_PARAMETER"),
        "keeps the topic from the notifier": remove_variable(NOTIFIER, "TOPIC_ARN"),
        "keeps the e-mail from the notifier": remove_variable(NOTIFIER, "EMAIL_TEMPLATE_PARAMETER"),
        "keeps the SMS from the notifier": remove_variable(NOTIFIER, "SMS_TEMPLATE_PARAMETER"),
        "keeps the schema from the validator": remove_variable(VALIDATOR, "TRANSACTION_SCHEMA"),
        "keeps the oldest age from the validator": remove_variable(VALIDATOR, "MAXIMUM_AGE_HOURS"),
        "keeps the threshold from the analyzer": remove_variable(ANALYZER, "REVIEW_THRESHOLD"),
        "keeps the model's time from the analyzer": remove_variable(ANALYZER, "MODEL_TIMEOUT_MS"),
        "keeps the workflow from the drain": remove_variable(DRAIN, "WORKFLOW_ARN"),
        "keeps the histories from the drain": remove_variable(DRAIN, "HISTORIES_TABLE"),
        "keeps the schema from the drain": remove_variable(DRAIN, "TRANSACTION_SCHEMA"),
        "keeps the threshold from the drain": remove_variable(DRAIN, "REVIEW_THRESHOLD"),
        "keeps the time of calls from the notifier": remove_variable(NOTIFIER, "CALL_TIMEOUT_MS"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        name, variables = resource.get("function_name"), resource.get("environment", "variables")
        present = variables.keys() if isinstance(variables, Mapping) else set[str]()
        for variable in sorted(NEEDS.get(str(name), frozenset()) - present):
            yield f"lacks the environment variable {variable}"

from collections.abc import Iterator, Mapping

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.blocks import sole
from policies.core.strict_json import Json
from policies.functions.shared.example import BESIDE, CONFIGURED, TEMPLATES, give, set_variable, variable
from policies.functions.shared.variables import NAMES, SCHEMA, VALIDATORS, holds_its_number
from policies.requirements import ANALYZER, ENDPOINT, HISTORIES, NOTIFIER, REPORTING, REVIEW_THRESHOLD, TRANSACTIONS


class EnvironmentHoldsNamesAndKnownNumbers(Policy):
    """A function's environment holds names of what it uses, the numbers that it needs, a log level, and nothing else.

    Whoever may look at a function reads its environment, so no secret stands there, and a variable like PYTHONPATH
    changes which code runs. Numbers stand in plain digits; who validates also holds the schema of a transaction.
    """

    id = "FRAUD_FUNCTION_10"
    severity = Severity.CRITICAL
    controls = (controls.PCI_8_6_2.supports,)
    applies_to = ("aws_lambda_function",)
    claims = ("environment",)
    remediation = (
        "Make a new name or number known in policies/functions/shared/variables.py; keep a secret in a SecureString "
        "(stacks.parameter), and give the function the parameter's name."
    )

    compliant = CONFIGURED
    given = BESIDE
    violating = {
        "holds a value for a name": {"environment": {"variables": {"MODEL_ENDPOINT_PARAMETER": "https://x.example"}}},
        "names a parameter by its ARN": set_variable("SMS_TEMPLATE_PARAMETER", f"{TEMPLATES}/sms", "arn"),
        "sends the endpoint": set_variable("SMS_TEMPLATE_PARAMETER", ENDPOINT, "name"),
        "holds something else": {"environment": {"files": "x"}},
        "hides a second block": {"environment": [{"variables": {}}, {"variables": {"API_TOKEN": "hunter2"}}]},
        "holds a number that nobody knows": variable("API_PIN", "4711"),
        "holds a secret for a number": variable("CALL_TIMEOUT_MS", "hunter2"),
        "holds a number in another spelling": give(NOTIFIER, "CALL_TIMEOUT_MS", "0400"),
        "is told a number at deploy time": give(ANALYZER, "REVIEW_THRESHOLD", "${var.review_threshold}"),
        "holds another function's number": give(NOTIFIER, "REVIEW_THRESHOLD", str(REVIEW_THRESHOLD)),
        "holds another function's schema": give(NOTIFIER, SCHEMA, {"type": "object"}),
        "reads another table": set_variable("HISTORIES_TABLE", TRANSACTIONS, "name", "aws_dynamodb_table"),
        "writes into another table": set_variable("REFUSALS_TABLE", HISTORIES, "name", "aws_dynamodb_table"),
        "starts another workflow": set_variable("WORKFLOW_ARN", REPORTING, "arn", "aws_sfn_state_machine"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        variables, function = resource.get("environment", "variables"), str(resource.get("function_name"))
        if not isinstance(variables, Mapping) or set(sole(resource.get("environment"))) != {"variables"}:
            yield "does not hold its variables, and nothing else, in one plain block"
            return
        for name, value in variables.items():
            judged_elsewhere = name == "LOG_LEVEL" or (name == SCHEMA and function in VALIDATORS)
            if not (_is_named(name, value, stack) or judged_elsewhere or holds_its_number(resource, name)):
                yield f"holds the variable {name}, whose value is not what this variable may hold here"


def _is_named(variable: str, value: Json, stack: Stack) -> bool:
    """Whether the variable is one that holds a name, and refers to what bears it."""
    if variable not in NAMES:
        return False
    type_, attribute, called = NAMES[variable]
    found = stack.resolve(value, attribute)
    return found is not None and (found.type, found.get("name")) == (type_, called)

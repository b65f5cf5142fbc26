from collections.abc import Iterator, Mapping

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.blocks import sole
from policies.functions.shared.example import BESIDE, TOLD, set_variable

NAMED = {
    "MODEL_ENDPOINT_PARAMETER": ("aws_ssm_parameter", "name", "/fraud-detection/ml-model-endpoint"),
    "EMAIL_TEMPLATE_PARAMETER": ("aws_ssm_parameter", "name", "/fraud-detection/notification-template/email"),
    "SMS_TEMPLATE_PARAMETER": ("aws_ssm_parameter", "name", "/fraud-detection/notification-template/sms"),
    "TOPIC_ARN": ("aws_sns_topic", "arn", "fraud-alerts"),
}


class EnvironmentHoldsNamesOnly(Policy):
    """A function's environment holds the names of what it uses, and a log level, but no value.

    Whoever may look at a function reads its environment, and a variable like PYTHONPATH changes which code runs.
    """

    id = "FRAUD_FUNCTION_10"
    severity = Severity.CRITICAL
    waivable = False
    controls = (controls.PCI_8_6_2.supports,)
    applies_to = ("aws_lambda_function",)
    claims = ("environment",)
    remediation = "Keep the value in a SecureString (stacks.parameter), and give the function the parameter's name."

    compliant = TOLD
    given = BESIDE
    violating = {
        "holds a value for a name": {"environment": {"variables": {"MODEL_ENDPOINT_PARAMETER": "https://x.example"}}},
        "sends the endpoint": set_variable("SMS_TEMPLATE_PARAMETER", "/fraud-detection/ml-model-endpoint", "name"),
        "holds something else": {"environment": {"files": "x"}},
        "hides a second block": {"environment": [{"variables": {}}, {"variables": {"API_TOKEN": "hunter2"}}]},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        variables = resource.get("environment", "variables")
        if not isinstance(variables, Mapping) or set(sole(resource.get("environment"))) != {"variables"}:
            yield "does not hold its variables, and nothing else, in one plain block"
            return
        for variable, value in variables.items():
            type_, attribute, name = NAMED.get(variable, ("", "", ""))
            found = stack.resolve(value, attribute)
            if variable != "LOG_LEVEL" and (found is None or (found.type, found.get("name")) != (type_, name)):
                yield f"holds the variable {variable}, whose value is not what this variable may name"

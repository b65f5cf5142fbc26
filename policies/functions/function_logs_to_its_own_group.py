from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack
from policies.core.blocks import sole
from policies.core.examples import refer_to_another

LEVELS = {"application_log_level", "system_log_level"}


class FunctionLogsToItsOwnGroup(Policy):
    """Every Lambda function logs JSON, from INFO upwards, to the log group of this stack that bears its name.

    Lambda would make a missing group itself, without our key and for ever; a level above INFO hides what happened.
    """

    id = "FRAUD_FUNCTION_8"
    severity = Severity.HIGH
    applies_to = ("aws_lambda_function",)
    claims = ("logging_config",)
    remediation = "Build the function with stacks.function.Function: it makes the log group and points the logs at it."

    compliant = {
        "function_name": "fraud-analyzer",
        "logging_config": {"log_format": "JSON", "log_group": "${aws_cloudwatch_log_group.analyzer.name}"},
    }
    given = {
        "aws_cloudwatch_log_group.analyzer": {"name": "/aws/lambda/fraud-analyzer"},
        "aws_cloudwatch_log_group.validator": {"name": "/aws/lambda/transaction-validator"},
    }
    violating = {
        "says nothing of its logs": {"logging_config": None},
        "logs to another's group": refer_to_another("logging_config", "log_group", named="/aws/lambda/"),
        "logs to a group that is not managed": {"logging_config": {"log_group": "/aws/lambda/other"}},
        "logs plain text": {"logging_config": {"log_format": "Text"}},
        "hides its information": {"logging_config": {"application_log_level": "ERROR", "system_log_level": "WARN"}},
        "has one more setting": {"logging_config": {"sampling": 1}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        own = f"/aws/lambda/{resource.get('function_name')}"
        group = stack.resolve(resource.get("logging_config", "log_group"), "name")
        if group is None or group.type != "aws_cloudwatch_log_group" or group.get("name") != own:
            yield f"does not log to a log group of this stack named {own}"
        config = sole(resource.get("logging_config"))
        if config.get("log_format") != "JSON" or config.keys() - LEVELS != {"log_format", "log_group"}:
            yield "does not log in JSON, or has a setting that nobody judges"
        if any(config.get(level) not in (None, "INFO") for level in LEVELS):
            yield "sets a log level other than INFO"

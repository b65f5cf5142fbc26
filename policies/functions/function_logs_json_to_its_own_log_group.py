from collections.abc import Iterator

from policies.core import Resource, Severity, Stack
from policies.core.examples import refer_to_another
from policies.core.kinds import Attributes, Block, Exactly, OneOf, ReferenceTo

STRANGE = "logs to {value}, which is no log group of this stack"
LEVEL = OneOf(None, "INFO", otherwise="{attribute} is {value}, not INFO")


class FunctionLogsJsonToItsOwnLogGroup(Attributes):
    """Every Lambda function logs JSON, from INFO upwards, to the log group of this stack that bears its name.

    Lambda would make a missing group itself, without our key and for ever; a level above INFO hides what happened.
    """

    id = "FRAUD_FUNCTION_8"
    severity = Severity.HIGH
    applies_to = ("aws_lambda_function",)
    required = {
        "logging_config": Block(
            {
                "log_format": Exactly("JSON", otherwise="logs in the format {value}, not in JSON"),
                "log_group": ReferenceTo("aws_cloudwatch_log_group", "name", otherwise=STRANGE),
                **dict.fromkeys(("application_log_level", "system_log_level"), LEVEL),
            },
            otherwise="does not log in JSON to a log group of this stack",
        )
    }
    remediation = "Build the function with stacks.function.Function: it makes the log group and points the logs at it."

    compliant = {
        "function_name": "fraud-analyzer",
        "logging_config": {"application_log_level": "INFO", "system_log_level": "INFO"},
    }
    given = {
        "aws_cloudwatch_log_group.ours": {"name": "/aws/lambda/fraud-analyzer"},
        "aws_cloudwatch_log_group.validator": {"name": "/aws/lambda/transaction-validator"},
    }
    violating = {
        "logs to another's group": refer_to_another("logging_config", "log_group", named="/aws/lambda/"),
        "logs to a group that is not managed": {"logging_config": {"log_group": "/aws/lambda/other"}},
        "logs plain text": {"logging_config": {"log_format": "Text"}},
        "hides its information": {"logging_config": {"application_log_level": "ERROR", "system_log_level": "WARN"}},
        "has one more setting": {"logging_config": {"sampling": 1}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        own = f"/aws/lambda/{resource.get('function_name')}"
        group = stack.resolve(resource.get("logging_config", "log_group"))
        if group is not None and group.get("name") != own:
            yield f"logs to the log group {group.get('name')!r}, not to {own}"

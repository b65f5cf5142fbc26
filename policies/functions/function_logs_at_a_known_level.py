from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack
from policies.functions.shared.example import BESIDE, TOLD

LEVELS = ("INFO", "WARNING", "ERROR")


class FunctionLogsAtAKnownLevel(Policy):
    """Every Lambda function is told to log at INFO, WARNING or ERROR.

    At DEBUG, the libraries below a function log requests and answers, and with them transactions and the values of
    secret parameters.
    """

    id = "FRAUD_FUNCTION_12"
    severity = Severity.HIGH
    applies_to = ("aws_lambda_function",)
    remediation = "Build the function with stacks.function.Function: it sets LOG_LEVEL to INFO."

    compliant = TOLD
    given = BESIDE
    violating = {
        "logs all it sees": {"environment": {"variables": {"LOG_LEVEL": "DEBUG"}}},
        "logs at no level that is known": {"environment": {"variables": {"LOG_LEVEL": "info"}}},
        "leaves it to the code": {"environment": {"variables": {"LOG_LEVEL": None}}},
        "is decided at deploy time": {"environment": {"variables": {"LOG_LEVEL": "${var.level}"}}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        level = resource.get("environment", "variables", "LOG_LEVEL")
        if level not in LEVELS:
            yield f"logs at the level {level!r}, not at one of {', '.join(LEVELS)}"

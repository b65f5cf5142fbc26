from policies.core import Severity
from policies.core.kinds import Attributes, OneOf
from policies.functions.shared.example import BESIDE, CONFIGURED, FUNCTION


class FunctionLogsAtAKnownLevel(Attributes):
    """Every Lambda function is told to log at INFO, WARNING or ERROR.

    At DEBUG, the libraries below a function log requests and answers, and with them transactions and the values of
    secret parameters.
    """

    id = "FRAUD_FUNCTION_12"
    severity = Severity.HIGH
    applies_to = ("aws_lambda_function",)
    required = {
        "environment.variables.LOG_LEVEL": OneOf(
            *("INFO", "WARNING", "ERROR"), otherwise="logs at the level {value}, not at INFO, WARNING or ERROR"
        )
    }
    remediation = "Build the function with stacks.function.Function: it sets LOG_LEVEL to INFO."

    compliant = CONFIGURED
    given = {
        **BESIDE,
        f"{FUNCTION}.warning": {"environment": {"variables": {"LOG_LEVEL": "WARNING"}}},
        f"{FUNCTION}.error": {"environment": {"variables": {"LOG_LEVEL": "ERROR"}}},
    }
    violating = {
        "logs all it sees": {"environment": {"variables": {"LOG_LEVEL": "DEBUG"}}},
        "leaves it to the code": {"environment": {"variables": {"LOG_LEVEL": None}}},
    }

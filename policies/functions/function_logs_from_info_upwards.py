from policies.core import Severity
from policies.core.kinds import Attributes, Exactly
from policies.functions.shared.example import BESIDE, CONFIGURED


class FunctionLogsFromInfoUpwards(Attributes):
    """Every Lambda function is told to log at INFO.

    At DEBUG, the libraries below a function log requests and answers, and with them transactions and the values of
    secret parameters. Above INFO, lines are missing that alarms count: those of high scores, and of histories that
    nobody could read.
    """

    id = "FRAUD_FUNCTION_12"
    severity = Severity.HIGH
    applies_to = ("aws_lambda_function",)
    required = {"environment.variables.LOG_LEVEL": Exactly("INFO", otherwise="logs at the level {value}, not at INFO")}
    remediation = "Build the function with stacks.function.Function: it sets LOG_LEVEL to INFO."

    compliant = CONFIGURED
    given = BESIDE
    violating = {
        "logs all it sees": {"environment": {"variables": {"LOG_LEVEL": "DEBUG"}}},
        "hides what an alarm counts": {"environment": {"variables": {"LOG_LEVEL": "WARNING"}}},
        "hides which history was not read": {"environment": {"variables": {"LOG_LEVEL": "ERROR"}}},
        "leaves it to the code": {"environment": {"variables": {"LOG_LEVEL": None}}},
    }

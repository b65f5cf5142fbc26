from policies.core import Severity
from policies.core.kinds import Attributes, Block, Exactly


class FunctionTracesWithXRay(Attributes):
    """Every Lambda function traces its calls with X-Ray, actively.

    Passing tracing through leaves the choice to whoever calls, so the slow call that broke the promise of a second
    may have no trace.
    """

    id = "FRAUD_FUNCTION_7"
    severity = Severity.MEDIUM
    applies_to = ("aws_lambda_function",)
    required = {
        "tracing_config": Block(
            {"mode": Exactly("Active", otherwise="X-Ray tracing is {value}, not Active")},
            otherwise="X-Ray tracing is off",
        )
    }
    remediation = "Build the function with stacks.function.Function: it sets tracing to Active."
    violating = {
        "leaves it to the caller": {"tracing_config": {"mode": "PassThrough"}},
        "spells it otherwise": {"tracing_config": {"mode": "active"}},
        "hides a second block": {"tracing_config": [{"mode": "Active"}, {"mode": "PassThrough"}]},
    }

from policies.core import Severity, controls
from policies.core.kinds import Attributes, Exactly


class FunctionReservesConcurrency(Attributes):
    """Every Lambda function reserves exactly ten concurrent executions.

    Functions without a reservation share one pool of the whole account: a burst on any of them can starve fraud
    scoring. Zero switches the function off, so it is a violation too.
    """

    id = "FRAUD_FUNCTION_1"
    severity = Severity.HIGH
    waivable = True
    controls = (controls.NIST_SC_6.supports, controls.SOC_CC7_2.supports)
    applies_to = ("aws_lambda_function",)
    required = {
        "reserved_concurrent_executions": Exactly(10, otherwise="reserves {value} concurrent executions, not 10")
    }
    remediation = "Build the function with stacks.function.Function: it reserves what stacks/settings.py says, ten."
    violating = {
        "shares the account's pool": {"reserved_concurrent_executions": None},
        "is switched off": {"reserved_concurrent_executions": 0},
        "opts out": {"reserved_concurrent_executions": -1},
    }

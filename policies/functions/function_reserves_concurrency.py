from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls

RESERVED = 10


class FunctionReservesConcurrency(Policy):
    """Every Lambda function reserves exactly ten concurrent executions.

    Functions without a reservation share one pool of the whole account: a burst on any of them can starve fraud
    scoring. Zero switches the function off, so it is a violation too.
    """

    id = "FRAUD_FUNCTION_1"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_6.supports, controls.SOC_CC7_2.supports)
    applies_to = ("aws_lambda_function",)
    claims = ("reserved_concurrent_executions",)
    remediation = "Build the function with stacks.function.Function: it reserves what stacks/settings.py says, ten."

    compliant = {"reserved_concurrent_executions": RESERVED}
    violating = {
        "shares the account's pool": {"reserved_concurrent_executions": None},
        "is switched off": {"reserved_concurrent_executions": 0},
        "opts out": {"reserved_concurrent_executions": -1},
        "reserves one fewer": {"reserved_concurrent_executions": RESERVED - 1},
        "is decided at deploy time": {"reserved_concurrent_executions": "${var.limit}"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        reserved = resource.get("reserved_concurrent_executions")
        if reserved != RESERVED:
            yield f"reserves {reserved!r} concurrent executions, not {RESERVED}"

from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack


class FunctionTracesActively(Policy):
    """Every Lambda function traces its calls with X-Ray, actively.

    Passing tracing through leaves the choice to whoever calls, so the slow call that broke the promise of a second
    may have no trace.
    """

    id = "FRAUD_FUNCTION_7"
    severity = Severity.MEDIUM
    applies_to = ("aws_lambda_function",)
    claims = ("tracing_config",)
    remediation = "Build the function with stacks.function.Function: it sets tracing to Active."

    compliant = {"tracing_config": {"mode": "Active"}}
    violating = {
        "leaves it to the caller": {"tracing_config": {"mode": "PassThrough"}},
        "traces nothing": {"tracing_config": None},
        "names no mode": {"tracing_config": {"mode": None}},
        "spells it otherwise": {"tracing_config": {"mode": "active"}},
        "hides a second block": {"tracing_config": [{"mode": "Active"}, {"mode": "PassThrough"}]},
        "is decided at deploy time": {"tracing_config": {"mode": "${var.tracing}"}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if resource.blocks("tracing_config") != ({"mode": "Active"},):
            yield f"traces in the mode {resource.get('tracing_config', 'mode')!r}, not Active"

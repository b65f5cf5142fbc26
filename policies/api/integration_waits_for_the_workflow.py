from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack

WORKFLOW_ENDS_BY = 25_000
GATEWAY_WAITS_AT_MOST = 29_000


class IntegrationWaitsForTheWorkflow(Policy):
    """Every integration waits longer than the workflow may run, and no longer than API Gateway ever waits.

    An integration that gives up first tells the caller that the transaction failed, while the workflow goes on to
    decide and store it.
    """

    id = "FRAUD_API_17"
    severity = Severity.MEDIUM
    applies_to = ("aws_api_gateway_integration",)
    claims = ("timeout_milliseconds",)
    remediation = "Set timeout_milliseconds above 25,000 (the workflow's own limit) and up to 29,000."

    compliant = {"timeout_milliseconds": GATEWAY_WAITS_AT_MOST}
    violating = {
        "gives up before the workflow": {"timeout_milliseconds": WORKFLOW_ENDS_BY},
        "waits longer than API Gateway does": {"timeout_milliseconds": GATEWAY_WAITS_AT_MOST + 1},
        "leaves it to the provider": {"timeout_milliseconds": None},
        "is decided at deploy time": {"timeout_milliseconds": "${var.timeout}"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        timeout = resource.get("timeout_milliseconds")
        if type(timeout) is not int or not WORKFLOW_ENDS_BY < timeout <= GATEWAY_WAITS_AT_MOST:
            yield f"waits {timeout!r} ms, not between {WORKFLOW_ENDS_BY + 1} and {GATEWAY_WAITS_AT_MOST}"

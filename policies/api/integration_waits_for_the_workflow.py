from collections.abc import Iterator

from policies.aws.start_execution import call, least_wait, started_by
from policies.core import Policy, Resource, Severity, Stack
from policies.core.bounds import whole
from policies.core.examples import at_every

GATEWAY_WAITS_AT_MOST = 29_000
MACHINE = "aws_sfn_state_machine"
CALL = call(f"${{{MACHINE}.workflow.arn}}")


class IntegrationWaitsForTheWorkflow(Policy):
    """Every integration waits longer than the workflow may run, and no longer than API Gateway ever waits.

    An integration that gives up first tells the caller that the transaction failed, while the workflow that it started
    goes on to decide and store it. API Gateway itself gives up after 29 seconds.
    """

    id = "FRAUD_API_17"
    severity = Severity.MEDIUM
    waivable = True
    applies_to = ("aws_api_gateway_integration",)
    claims = ("timeout_milliseconds",)
    remediation = "Set integration_timeout_ms half a second or more above workflow_timeout, and to 29,000 at most."

    compliant = {"timeout_milliseconds": 29_000, "request_templates": {"application/json": CALL}}
    given = {f"{MACHINE}.workflow": {"definition": {"TimeoutSeconds": 28}}}
    violating = {
        "gives up before the workflow": {"timeout_milliseconds": 25_000},
        "gives up while the workflow may still run": {"timeout_milliseconds": 25_001},
        "gives up before the answer is back": {"timeout_milliseconds": 28_499},
        "waits longer than API Gateway does": {"timeout_milliseconds": 29_001},
        "leaves it to the provider": {"timeout_milliseconds": None},
        "is decided at deploy time": {"timeout_milliseconds": "${var.timeout}"},
        "starts a workflow that may run longer": at_every(MACHINE, {"definition": {"TimeoutSeconds": 29}}),
        "starts a workflow that has no limit": at_every(MACHINE, {"definition": {"TimeoutSeconds": None}}),
        "starts a workflow that nobody knows": {"request_templates": {"application/json": "{}"}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        timeout, machine = resource.get("timeout_milliseconds"), started_by(resource, stack)
        limit = machine.get("definition", "TimeoutSeconds") if machine else None
        if not whole(limit, 1):
            yield f"waits for a workflow that may run for {limit!r} seconds"
        elif not whole(timeout, least := least_wait(limit), GATEWAY_WAITS_AT_MOST):
            yield f"waits {timeout!r} ms for a workflow of {limit} s, not {least} to {GATEWAY_WAITS_AT_MOST}"

from collections.abc import Iterator

from policies.aws.start_execution import INTEGRATION, call, least_wait, starting
from policies.core import Resource, Severity, Stack
from policies.core.bounds import whole
from policies.core.examples import at_every, together
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.example import BESIDE

# Below the 29 seconds that API Gateway waits at most.
MOST = 28
CALL = call("${aws_sfn_state_machine.example.arn}")


class WorkflowTimesOutBeforeTheApi(DefinitionPolicy):
    """The workflow as a whole has a time limit, below the 29 seconds of API Gateway.

    API Gateway closes the connection when the integration times out, after 29 seconds at the latest. A workflow that
    runs longer decides about a transaction whose caller has got an error.
    """

    id = "FRAUD_WORKFLOW_8"
    severity = Severity.HIGH
    waivable = True
    remediation = "Set workflow_timeout in stacks/settings.py half a second or more below integration_timeout_ms."

    given = {
        **BESIDE,
        f"{INTEGRATION}.start": {"timeout_milliseconds": 29_000, "request_templates": {"application/json": CALL}},
    }
    violating = {
        "has no limit": {"definition": {"TimeoutSeconds": None}},
        "outlives the API": {"definition": {"TimeoutSeconds": 29}},
        "outlives an integration that waits longer": together(
            {"definition": {"TimeoutSeconds": 29}}, at_every(INTEGRATION, {"timeout_milliseconds": 30_000})
        ),
        "gives up before it starts": {"definition": {"TimeoutSeconds": 0}},
        "is decided at deploy time": {"definition": {"TimeoutSeconds": "${var.limit}"}},
        "outlives the integration": at_every(INTEGRATION, {"timeout_milliseconds": 28_000}),
        "may outlive the integration": at_every(INTEGRATION, {"timeout_milliseconds": None}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        limit = resource.get("definition", "TimeoutSeconds")
        if not whole(limit, 1, MOST):
            yield f"times out after {limit!r} seconds, not after 1 to {MOST}"
            return
        for integration in starting(resource, stack):
            wait = integration.get("timeout_milliseconds")
            if not whole(wait, least_wait(limit)):
                yield f"times out after {limit} seconds, and {integration.place} after {wait!r} ms"

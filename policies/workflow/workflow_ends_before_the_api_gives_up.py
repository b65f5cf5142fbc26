from collections.abc import Iterator

from policies.core import Resource, Severity, Stack
from policies.core.bounds import whole
from policies.workflow.shared.definition_policy import DefinitionPolicy

MOST = 28


class WorkflowEndsBeforeTheApiGivesUp(DefinitionPolicy):
    """The workflow as a whole has a time limit, below the 29 seconds of API Gateway.

    API Gateway drops the connection after 29 seconds. A workflow that ran longer would decide about a transaction
    whose caller was told that nobody knows.
    """

    id = "FRAUD_WORKFLOW_8"
    severity = Severity.HIGH
    remediation = (
        "Set TimeoutSeconds of the definition to less than 29, as stacks/settings.py does with workflow_timeout."
    )

    violating = {
        "has no limit": {"definition": {"TimeoutSeconds": None}},
        "outlives the API": {"definition": {"TimeoutSeconds": MOST + 1}},
        "gives up before it starts": {"definition": {"TimeoutSeconds": 0}},
        "is decided at deploy time": {"definition": {"TimeoutSeconds": "${var.limit}"}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        limit = resource.get("definition", "TimeoutSeconds")
        if not whole(limit, 1, MOST):
            yield f"ends after {limit!r} seconds, not after 1 to {MOST}"

from collections.abc import Iterator

from policies.aws.asl import tasks
from policies.core import Resource, Severity, Stack
from policies.core.bounds import whole
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import patch_state

LEAST, MOST = 2, 3


class TaskHasATimeLimit(DefinitionPolicy):
    """Every task of the workflow ends after two or three seconds.

    Without a limit of its own a task waits until the whole workflow's time is up, and then nothing is left for its
    retries or its fallback: a hanging model would end the execution instead of sending the transaction to review. With
    a limit below the function's own two seconds it would give up on answers that are still to come.
    """

    id = "FRAUD_WORKFLOW_9"
    severity = Severity.HIGH
    remediation = "Give each task a TimeoutSeconds of 2 or 3, as stacks.states.task does."

    violating = {
        "lets the analysis hang": patch_state("AnalyzeTransaction", {"TimeoutSeconds": None}),
        "waits longer for the table": patch_state("StoreTransaction", {"TimeoutSeconds": MOST + 1}),
        "waits longer for a dead letter": patch_state("KeepUnsent", {"TimeoutSeconds": 60}),
        "gives up before the function": patch_state("AnalyzeTransaction", {"TimeoutSeconds": 1}),
        "has no time at all": patch_state("PublishEvent", {"TimeoutSeconds": 0}),
        "counts truth as a second": patch_state("ValidateTransaction", {"TimeoutSeconds": True}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for name, state in tasks(resource).items():
            limit = state.get("TimeoutSeconds")
            if not whole(limit, LEAST, MOST):
                yield f"gives {name} {limit!r} seconds, not {LEAST} to {MOST}"

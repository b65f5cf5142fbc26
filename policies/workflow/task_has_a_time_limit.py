from collections.abc import Iterator

from policies.aws.asl import INVOKE, invoked, tasks
from policies.core import Resource, Severity, Stack
from policies.core.bounds import whole
from policies.core.examples import at_every
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import REMEMBERING, VALIDATING, patch_state, replace_in

# Above the second that a whole decision may take, or the task would give up on answers that come in time; and at most
# three times as much, since each retry waits as long again.
LEAST, MOST = 2, 3
FUNCTION = "aws_lambda_function"


class TaskHasATimeLimit(DefinitionPolicy):
    """Every task of the workflow ends after two or three seconds.

    Without a limit of its own a task waits until the workflow times out, and no time is left for its retries or its
    fallback: a hanging model would end the execution instead of sending the transaction to review. With a limit that is
    not above the timeout of its function, it would give up on answers that still come.
    """

    id = "FRAUD_WORKFLOW_9"
    severity = Severity.HIGH
    waivable = True
    remediation = "Give each task a TimeoutSeconds of 2 or 3, and a second more than the timeout of its function."

    violating = {
        "lets the analysis hang": patch_state("AnalyzeTransaction", {"TimeoutSeconds": None}),
        "waits longer for the table": patch_state("StoreTransaction", {"TimeoutSeconds": 4}),
        "waits longer for the history": replace_in(*REMEMBERING, "ReadHistory", "TimeoutSeconds", value=4),
        "waits longer for a dead letter": patch_state("KeepUnsent", {"TimeoutSeconds": 60}),
        "gives up before the function": patch_state("AnalyzeTransaction", {"TimeoutSeconds": 1}),
        "gives up together with the function": patch_state("AnalyzeTransaction", {"TimeoutSeconds": 2}),
        "has no time at all": patch_state("PublishEvent", {"TimeoutSeconds": 0}),
        "counts truth as a second": replace_in(*VALIDATING, "TimeoutSeconds", value=True),
        "waits for a function that may run as long": at_every(FUNCTION, {"timeout": 3}),
        "waits for a function that has no limit": at_every(FUNCTION, {"timeout": None}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for name, state in tasks(resource).items():
            limit, function = state.get("TimeoutSeconds"), invoked(state, stack)
            timeout = function.get("timeout") if function else None
            if not whole(limit, LEAST, MOST):
                yield f"the task {name} times out after {limit!r} seconds, not {LEAST} to {MOST}"
            elif state.get("Resource") == INVOKE and not whole(timeout, 1, limit - 1):
                yield f"the task {name} times out after {limit} seconds, and its function after {timeout!r}"

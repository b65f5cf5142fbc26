from collections.abc import Iterator

from policies.aws.asl import KEEP, calling, tasks
from policies.aws.task_times import REST, longest
from policies.core import Resource, Severity, Stack
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import patch_state, replace_in


class WorkflowTimeoutCoversTheSlowestTask(DefinitionPolicy):
    """The workflow has time for any one task at its worst, for the dead letter after it, and for the rest of the way.

    At its worst, each call of a task takes its whole time limit, each retrier is used up and each delay is the longest.
    When the workflow itself times out, no state can catch that: no review, row or dead letter is left.
    """

    id = "FRAUD_WORKFLOW_30"
    severity = Severity.HIGH
    waivable = True
    remediation = "Keep workflow_timeout in stacks/settings.py, or cut limits and attempts in stacks.states."

    violating = {
        "gives up at once": {"definition": {"TimeoutSeconds": 1}},
        "gives up before the fallback": {"definition": {"TimeoutSeconds": 20}},
        "retries for too long": replace_in("AnalyzeTransaction", "Retry", 0, "MaxAttempts", value=3),
        "waits for the dead letter": patch_state("KeepUnsent", {"TimeoutSeconds": 3}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        keeping, limit = calling(resource, KEEP), resource.get("definition", "TimeoutSeconds")
        rest = max(map(longest, keeping.values()), default=0) + REST
        for name, state in tasks(resource).items():
            needed = longest(state) + rest
            if name not in keeping and isinstance(limit, int) and limit < needed:
                yield f"times out after {limit} s, but {name}, a dead letter and the other tasks may take {needed:g} s"

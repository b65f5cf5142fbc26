from collections.abc import Iterator, Mapping

from policies.aws.asl import at, items, tasks
from policies.core import Resource, Severity, Stack
from policies.core.bounds import whole
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import VALIDATING, replace_in

LIMITS = {"IntervalSeconds": (1, 1), "MaxAttempts": (1, 2), "BackoffRate": (2, 3), "MaxDelaySeconds": (2, 2)}
ONCE = {**LIMITS, "MaxAttempts": (1, 1)}
KEYS = {"ErrorEquals", *LIMITS, "JitterStrategy"}


class TaskRetriesWithBackoffAndJitter(DefinitionPolicy):
    """Every retry is bounded, in number and in time, and spread at random.

    Ten reserved executions take at most a hundred requests a second, so unbounded retries turn a short overload into a
    long one. With full jitter, calls that failed together are not retried together.
    """

    id = "FRAUD_WORKFLOW_11"
    severity = Severity.MEDIUM
    waivable = True
    remediation = "Use the retriers of stacks.states: 1 s, at most 2 attempts, backing off to 2 s, full jitter."

    violating = {
        "never retries": replace_in("StoreTransaction", "Retry", 0, "MaxAttempts", value=0),
        "retries a third time": replace_in("StoreTransaction", "Retry", 0, "MaxAttempts", value=3),
        "retries without end": replace_in(*VALIDATING, "Retry", 0, "MaxAttempts", value=99),
        "repeats what ran out of memory": replace_in("AnalyzeTransaction", "Retry", -1, "MaxAttempts", value=2),
        "retries by halves": replace_in("StoreTransaction", "Retry", 0, "MaxAttempts", value=1.5),
        "waits too long": replace_in("PublishEvent", "Retry", 0, "IntervalSeconds", value=2),
        "does not back off": replace_in("KeepUnsent", "Retry", 0, "BackoffRate", value=1),
        "backs off faster than it waits": replace_in("KeepUnsent", "Retry", 0, "BackoffRate", value=4),
        "lets the delay grow": replace_in("ReadStoredDecision", "Retry", 0, "MaxDelaySeconds", value=3),
        "does not say when": replace_in("PublishEvent", "Retry", 0, value=None),
        "comes back in step": replace_in("SendNotification", "Retry", 0, "JitterStrategy", value="NONE"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for name, state in tasks(resource).items():
            for retrier in items(state.get("Retry")):
                limits = ONCE if "Lambda.Unknown" in items(at(retrier, "ErrorEquals")) else LIMITS
                for key, (least, most) in limits.items():
                    if not whole(at(retrier, key), least, most):
                        yield f"the task {name} retries with {key} {at(retrier, key)!r}, not {least} to {most}"
                if set(retrier if isinstance(retrier, Mapping) else ()) != KEYS:
                    yield f"the task {name} has a retrier with other fields than {', '.join(sorted(KEYS))}"
                if at(retrier, "JitterStrategy") != "FULL":
                    yield f"the task {name} retries without full jitter"

from collections import Counter
from collections.abc import Iterator

from policies.aws.asl import at, items, states, tasks
from policies.aws.transient_errors import CANCELED, THROTTLED, TRANSIENT
from policies.core import Resource, Severity, Stack
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import insert_in, patch_state, remove_in
from policies.workflow.shared.overflowing import overflowing
from policies.workflow.shared.storing import last_writes


class TaskRetriesNamedErrorsOnly(DefinitionPolicy):
    """Every task is retried after the errors that may pass, each by its name, and after no others.

    `States.ALL` and `States.TaskFailed` would retry bugs and refusals too, and add load when capacity is short. A
    service that does not list an error gives it a name of its own, which must be there. Of the writes only the last is
    retried where it was cancelled: each repetition would wait for it, and a changed card would cancel it again.
    """

    id = "FRAUD_WORKFLOW_10"
    severity = Severity.HIGH
    waivable = True
    remediation = "Take the errors of the service from stacks.transient; no blanket names."

    violating = {
        "is not retried": remove_in("AnalyzeTransaction", "Retry"),
        "retries everything": insert_in("StoreTransaction", "Retry", 0, "ErrorEquals", item="States.ALL"),
        "forgets a name": remove_in("SettleTransaction", "Retry", 0, "ErrorEquals", 0),
        "retries what nobody knows": patch_state("PublishEvent", {"Resource": "arn:aws:states:::sns:publish"}),
        "lets each repetition wait": insert_in("StoreTransaction", "Retry", 0, "ErrorEquals", item=CANCELED),
        "gives up on what was not stored": remove_in("StoreUncounted", "Retry", 0, "ErrorEquals", -1),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        last, queued = last_writes(states(resource)), overflowing(states(resource))
        for name, state in tasks(resource).items():
            retriers = items(state.get("Retry"))
            retried = Counter(str(error) for retrier in retriers for error in items(at(retrier, "ErrorEquals")))
            transient = Counter((*TRANSIENT.get(str(state.get("Resource")), ()), *([CANCELED] if name in last else ())))
            if name in queued:
                del transient[THROTTLED]
            for error in sorted(retried - transient):
                yield f"the task {name} retries after {error}, which is not transient or named twice"
            for error in sorted(transient - retried):
                yield f"the task {name} does not retry after {error}"

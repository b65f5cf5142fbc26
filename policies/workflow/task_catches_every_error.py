from collections.abc import Iterator

from policies.aws.asl import KEEP, SETTLE, TAKE, WRITE, at, branches, items, states, tasks
from policies.aws.transient_errors import CANCELED
from policies.core import Resource, Severity, Stack
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import VALIDATING, insert_in, replace_in
from policies.workflow.shared.history_faults import WRONG_CATCHERS
from policies.workflow.shared.overflow import UNVALIDATED, VALIDATED
from policies.workflow.shared.paths import fallback

REPEATED = [(CANCELED,), ("States.ALL",)]
FIRST = {"ErrorEquals": ("States.ALL",)}
KEPT = {"ResultPath": "$.error"}
BLANKET = {**KEPT, "ErrorEquals": ["States.TaskFailed"], "Next": "SettleTransaction"}
WRITTEN_BEFORE = {**KEPT, "ErrorEquals": [CANCELED], "Next": "KeepUnstored"}
TIMED_OUT = {**KEPT, "ErrorEquals": ["States.Timeout"], "Next": "ValidateTransaction"}


class TaskCatchesEveryError(DefinitionPolicy):
    """Every task catches whatever is left after its retries, and keeps the transaction when it does.

    An error that no catcher matches ends the execution, without dead letter or decision. A catcher without a
    ResultPath replaces the transaction with the error, which only the first state may: the body is still the input of
    the execution. It catches for what is alone in its branch. A cancelled write may have been stored before.
    """

    id = "FRAUD_WORKFLOW_13"
    severity = Severity.HIGH
    remediation = "Build tasks with stacks.states.task, and name a fallback for each."

    violating = {
        **WRONG_CATCHERS,
        "catches failed tasks first": insert_in("SendNotification", "Catch", item=BLANKET),
        "takes a read for a cancelled write": insert_in("ReadStoredDecision", "Catch", item=WRITTEN_BEFORE),
        "catches some errors of what is alone": replace_in(*VALIDATING, "Catch", value=[TIMED_OUT]),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        around = {name: state for name, state in states(resource).items() if branches(state)}
        alone = {name for state in around.values() for branch in branches(state) if len(branch) == 1 for name in branch}
        for name, state in around.items():
            if state.get("Catch") != (UNVALIDATED, FIRST | {"Next": fallback(state)}):
                yield f"the state {name} does not catch whatever its branches leave, in the place of its input"
        for name, state in tasks(resource).items():
            if name in alone and "Catch" not in state:
                continue
            catchers = tuple(catcher for catcher in items(state.get("Catch")) if catcher != VALIDATED)
            errors = [items(at(catcher, "ErrorEquals")) for catcher in catchers]
            if errors not in ([("States.ALL",)], *([REPEATED] if state.get("Resource") == WRITE else [])):
                yield f"the task {name} does not catch States.ALL, alone and last"
            for catcher in catchers:
                if catcher != {**KEPT, "ErrorEquals": at(catcher, "ErrorEquals"), "Next": at(catcher, "Next")}:
                    yield f"the task {name} does not keep its error beside the transaction, at $.error"
                # Nothing is lost when settling fails: event and notification are sent once more. Nor is anything when a
                # message stays in the queue: it comes again.
                if state.get("Resource") not in (KEEP, SETTLE, TAKE) and state.get("Next") == at(catcher, "Next"):
                    yield f"the task {name} continues after a failure as after its success"

from collections.abc import Iterator

from policies.aws.asl import KEEP, SETTLE, WRITE, at, items, tasks
from policies.core import Resource, Severity, Stack
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import insert_in, remove_in, replace_in, retarget_catch
from policies.workflow.shared.transient_errors import CANCELED

REPEATED = [(CANCELED,), ("States.ALL",)]
KEPT = {"ResultPath": "$.error"}
BLANKET = {**KEPT, "ErrorEquals": ["States.TaskFailed"], "Next": "SettleTransaction"}


class TaskCatchesEveryError(DefinitionPolicy):
    """Every task catches whatever is left after its retries, and keeps the transaction when it does.

    An error that no catcher matches ends the execution, without dead letter or decision. A catcher without a
    ResultPath replaces the transaction with the error. Only a cancelled write has a second catcher, since the
    transaction may have been stored before.
    """

    id = "FRAUD_WORKFLOW_13"
    severity = Severity.HIGH
    remediation = "Build tasks with stacks.states.task, and name a fallback for each."

    violating = {
        "catches nothing": remove_in("AnalyzeTransaction", "Catch"),
        "catches some errors only": replace_in("PublishEvent", "Catch", -1, "ErrorEquals", value=["States.Timeout"]),
        "catches failed tasks first": insert_in("SendNotification", "Catch", item=BLANKET),
        "loses the transaction": remove_in("StoreTransaction", "Catch", -1, "ResultPath"),
        "writes over the transaction": replace_in("SendNotification", "Catch", -1, "ResultPath", value="$"),
        "ignores the failure": retarget_catch("PublishEvent", "NeedsNotification"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for name, state in tasks(resource).items():
            catchers = items(state.get("Catch"))
            errors = [items(at(catcher, "ErrorEquals")) for catcher in catchers]
            if errors not in ([("States.ALL",)], *([REPEATED] if state.get("Resource") == WRITE else [])):
                yield f"the task {name} does not catch States.ALL, alone and last"
            for catcher in catchers:
                if catcher != {**KEPT, "ErrorEquals": at(catcher, "ErrorEquals"), "Next": at(catcher, "Next")}:
                    yield f"the task {name} does not keep its error beside the transaction, at $.error"
                # Nothing is lost when settling fails: event and notification are sent once more.
                if state.get("Resource") not in (KEEP, SETTLE) and state.get("Next") == at(catcher, "Next"):
                    yield f"the task {name} continues after a failure as after its success"

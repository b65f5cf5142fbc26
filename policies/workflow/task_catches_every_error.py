from collections.abc import Iterator

from policies.aws.asl import KEEP, SETTLE, WRITE, at, listed, tasks
from policies.core import Resource, Severity, Stack
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import insert_in, remove_in, replace_in, retarget_catch

REPEATED = [("DynamoDb.TransactionCanceledException",), ("States.ALL",)]
KEPT = {"ResultPath": "$.error"}
BLANKET = {**KEPT, "ErrorEquals": ["States.TaskFailed"], "Next": "SettleTransaction"}


class TaskCatchesEveryError(DefinitionPolicy):
    """Every task catches whatever is left after its retries, and keeps the transaction when it does.

    An error that nobody catches ends the execution: no dead letter, no decision. A catcher without a path of its own
    for the error replaces the transaction by it. Only a cancelled write has a second catcher: it may be a repetition.
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
            catchers = listed(state.get("Catch"))
            errors = [listed(at(each, "ErrorEquals")) for each in catchers]
            if errors not in ([("States.ALL",)], *([REPEATED] if state.get("Resource") == WRITE else [])):
                yield f"does not catch States.ALL, alone and last, at {name}"
            for each in catchers:
                if each != {**KEPT, "ErrorEquals": at(each, "ErrorEquals"), "Next": at(each, "Next")}:
                    yield f"does not keep an error of {name} beside the transaction, at $.error"
                # What could not be settled is told once more, and nothing is lost.
                if state.get("Resource") not in (KEEP, SETTLE) and state.get("Next") == at(each, "Next"):
                    yield f"goes on after a failure of {name} as after its success"

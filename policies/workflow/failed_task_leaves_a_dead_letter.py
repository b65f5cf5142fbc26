from collections.abc import Iterator

from policies.aws.asl import KEEP, calling, states
from policies.core import Resource, Severity, Stack
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import patch_state, retarget, retarget_catch
from policies.workflow.shared.overflowing import queues, reading
from policies.workflow.shared.paths import fallback, named
from policies.workflow.shared.steps import steps


class FailedTaskLeavesADeadLetter(DefinitionPolicy):
    """What could not be validated, queued, stored, published or told leaves a dead letter; what is not stored fails.

    Where the transaction was stored, its decision stands, and the dead letter holds the event or the notification. When
    not even that can be kept, the execution fails and does not settle: the alarm rings, and when the caller sends the
    transaction again, event and notification follow.
    """

    id = "FRAUD_WORKFLOW_24"
    severity = Severity.CRITICAL
    remediation = "Give each task the fallback that stacks.definition gives it."

    violating = {
        "answers what was not stored": retarget("KeepUnstored", "Done"),
        "keeps nothing of what was not stored": retarget_catch("StoreTransaction", "TransactionNotStored"),
        "settles without a notification": retarget("KeepUnpublished", "SettleTransaction"),
        "decides though the event is lost": retarget_catch("KeepUnpublished", "NeedsNotification"),
        "settles though the alert is lost": retarget_catch("KeepUnsent", "SettleTransaction"),
        "answers what was not queued": retarget("KeepRequest", "Done"),
        "answers what is lost": retarget_catch("KeepRequest", "Done"),
        "fails under another name": patch_state("TransactionNotSettled", {"Error": "TransactionNotStored"}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        graph, keeping, tasks = states(resource), calling(resource, KEEP), steps(resource, stack)
        queueing = {name: state for name, state in keeping.items() if queues(state)}
        storing = {**tasks.validating, **tasks.writing, **reading(resource), **queueing}
        for name, state in {**storing, **tasks.publishing, **tasks.notifying}.items():
            keep = named(keeping, fallback(state))
            failed = named(graph, fallback(keep))
            error = "TransactionNotStored" if name in storing else "TransactionNotSettled"
            if not keep:
                yield f"sends no dead letter when {name} fails"
            elif (failed.get("Type"), failed.get("Error")) != ("Fail", error):
                yield f"does not fail with {error} when the dead letter of {name} cannot be sent"
            elif keep.get("Next") != (fallback(keep) if name in storing else state.get("Next")):
                yield f"does not {'fail' if name in storing else 'continue'} after the dead letter of {name}"

from collections.abc import Iterator

from policies.aws.asl import KEEP, READ, calling, states, steps
from policies.core import Resource, Severity, Stack
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import patch_state, retarget, retarget_catch
from policies.workflow.shared.paths import fallback


class FailedTaskLeavesADeadLetter(DefinitionPolicy):
    """What could not be validated, stored, published or told leaves a dead letter; what is not stored then fails.

    Where it was stored, the decision stands and the letter stands for the event or message. Without even a letter the
    execution fails, unsettled: the alarm rings, and the caller who sends again has it told.
    """

    id = "FRAUD_WORKFLOW_24"
    severity = Severity.CRITICAL
    remediation = "Give each task the fallback that stacks.definition gives it."

    violating = {
        "tells of what was not stored": retarget("KeepUnstored", "Done"),
        "keeps nothing of what was not stored": retarget_catch("StoreTransaction", "TransactionNotStored"),
        "settles what the customer may not know": retarget("KeepUnpublished", "SettleTransaction"),
        "decides though the event is lost": retarget_catch("KeepUnpublished", "NeedsNotification"),
        "settles though the alert is lost": retarget_catch("KeepUnsent", "SettleTransaction"),
        "fails under another name": patch_state("TransactionNotSettled", {"Error": "TransactionNotStored"}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        found, keeping, way = states(resource), calling(resource, KEEP), steps(resource, stack)
        losing = {**way.validating, **way.writing, **calling(resource, READ)}
        for name, state in {**losing, **way.publishing, **way.notifying}.items():
            kept = keeping.get(fallback(state), {})
            failed = found.get(fallback(kept), {})
            error = "TransactionNotStored" if name in losing else "TransactionNotSettled"
            if not kept:
                yield f"keeps nothing after a failure of {name}"
            elif (failed.get("Type"), failed.get("Error")) != ("Fail", error):
                yield f"does not fail with {error} where nothing is kept after a failure of {name}"
            elif kept.get("Next") != (fallback(kept) if name in losing else state.get("Next")):
                yield f"does not fail where it is lost, or go on where it is not, what {name} could not do"

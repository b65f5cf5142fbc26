from collections.abc import Iterator

from policies.vocabulary.definition_policy import DefinitionPolicy
from policies.vocabulary.policy import Severity
from policies.vocabulary.resources import Resource
from policies.vocabulary.stack import Stack
from policies.vocabulary.workflow import KEEP, READ, calling, states, steps
from policies.vocabulary.workflow_edits import retarget, retarget_catch
from policies.vocabulary.workflow_paths import fallback


class FailedTaskLeavesADeadLetter(DefinitionPolicy):
    """What could not be validated, stored, published or told leaves a dead letter; what is not stored then fails.

    The caller of a transaction that was not stored must see an error, and the alarm on failed executions too. Where
    it was stored, the decision stands: a lost event or message does not take it back.
    """

    id = "FRAUD_WORKFLOW_24"
    severity = Severity.CRITICAL
    remediation = "Give each task the fallback that stacks.definition gives it."

    violating = {
        "tells of what was not stored": retarget("KeepUnstored", "Done"),
        "keeps nothing of what was not stored": retarget_catch("StoreTransaction", "TransactionNotStored"),
        "keeps nothing of what was not validated": retarget_catch("ValidateTransaction", "TransactionNotStored"),
        "takes the decision back": retarget("KeepUnpublished", "TransactionNotStored"),
        "forgets the customer": retarget_catch("SendNotification", "RefuseConflict"),
        "does not notify when the event is lost": retarget_catch("KeepUnpublished", "Done"),
    }
    also = {
        "tells of what was not stored": ("FRAUD_WORKFLOW_25",),
        "keeps nothing of what was not stored": ("FRAUD_WORKFLOW_19",),
        "keeps nothing of what was not validated": ("FRAUD_WORKFLOW_7",),
        "forgets the customer": ("FRAUD_WORKFLOW_7",),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        found, keeping, way = states(resource), calling(resource, KEEP), steps(resource, stack)
        losing = {**way.validating, **way.writing, **calling(resource, READ)}
        for name, state in {**losing, **way.publishing, **way.notifying}.items():
            kept = keeping.get(fallback(state), {})
            ways = {str(kept.get("Next")), fallback(kept)}
            ends = {found.get(each, {}).get("Type") for each in ways}
            if not kept:
                yield f"keeps nothing after a failure of {name}"
            elif name in losing and ends != {"Fail"}:
                yield f"does not end as failed after a failure of {name}"
            elif name not in losing and ways != {str(state.get("Next"))}:
                yield f"does not go on after a failure of {name} as after its success"

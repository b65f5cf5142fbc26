from collections.abc import Iterator

from policies.aws.asl import WRITE, at, calling, items, states
from policies.core import Resource, Severity, Stack
from policies.workflow.shared.answers import CONFLICT, answers
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import insert_in, patch_state, remove_in, replace_in, retarget
from policies.workflow.shared.guards import OTHER_CONTENT, SAME_CONTENT, asks
from policies.workflow.shared.paths import fallback, named
from policies.workflow.shared.resumption import resumes
from policies.workflow.shared.storing import absent, compared

ASKED = {"Variable": "$.repeat", "IsPresent": True, "Next": "RepeatStoredDecision"}


class WorkflowRepeatsOnlyTheStoredDecision(DefinitionPolicy):
    """A repeated transaction gets, or resumes, the decision that is stored, and only if its content is the same.

    The marker shows why a write was cancelled: another digest is a conflict, and without a marker nothing was stored.
    What else is there is kept for a person.
    """

    id = "FRAUD_WORKFLOW_19"
    severity = Severity.CRITICAL
    remediation = "Catch a cancelled write with a read of the marker, and choose by it, as stacks.definition does."

    violating = {
        "repeats whatever the content": patch_state("WasStoredBefore", {"Default": "WasSettledBefore"}),
        "repeats other content": replace_in("WasStoredMeanwhile", "Choices", 2, "Next", value="WasSettledBefore"),
        "lets the caller choose": insert_in("WasStoredBefore", "Choices", item=ASKED),
        "repeats no approval": remove_in("WasStoredBefore", "Choices", 1, "And", 4, "Or", 0),
        "skips the comparison": retarget("ReadStoredDecision", "WasSettledBefore"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        graph = states(resource)
        for name, state in calling(resource, WRITE).items():
            choice = compared(state, graph)
            _, equal, other, *more = (*items(choice.get("Choices")), None, None, None)
            by_digest = asks(equal, SAME_CONTENT) and asks(other, OTHER_CONTENT)
            if not absent(choice) or not by_digest or more != [None] * 3 or choice.get("Default") != fallback(state):
                yield f"does not read the marker when {name} is cancelled, and choose by its presence and its digest"
            resumed = named(graph, named(graph, at(equal, "Next")).get("Default"))
            if not resumes(resumed) or not answers(named(graph, at(other, "Next")), CONFLICT):
                yield "does not continue with the stored decision for the same content, and refuse any other content"

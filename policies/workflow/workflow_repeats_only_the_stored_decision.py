from collections.abc import Iterator

from policies.aws.asl import READ, STORED, VALIDATION, WRITE, at, calling, items, states
from policies.core import Resource, Severity, Stack
from policies.core.equality import same
from policies.workflow.shared.answers import CONFLICT, answers
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import insert_in, patch_state, replace_in, retarget
from policies.workflow.shared.paths import fallback
from policies.workflow.shared.resumption import resumes

ABSENT = {"Variable": STORED, "IsPresent": False}
SAME = {"Variable": f"{STORED}.digest.S", "StringEqualsPath": f"{VALIDATION}.digest"}
ASKED = {"Variable": "$.repeat", "IsPresent": True, "Next": "RepeatStoredDecision"}


class WorkflowRepeatsOnlyTheStoredDecision(DefinitionPolicy):
    """A repeated transaction gets, or resumes, the decision that is stored, and only if its content is the same.

    The marker shows why a write was cancelled: another digest is a conflict; without a marker, nothing was stored.
    """

    id = "FRAUD_WORKFLOW_19"
    severity = Severity.CRITICAL
    remediation = "Catch a cancelled write with a read of the marker, and choose by it, as stacks.definition does."

    violating = {
        "takes no marker for a repetition": replace_in("WasStoredBefore", "Choices", 0, "Next", value="RefuseConflict"),
        "repeats whatever the content": patch_state("WasStoredBefore", {"Default": "WasSettledBefore"}),
        "lets the caller choose": insert_in("WasStoredBefore", "Choices", item=ASKED),
        "skips the comparison": retarget("ReadStoredDecision", "WasSettledBefore"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        graph = states(resource)
        for state in calling(resource, WRITE).values():
            reading = str(at((*items(state.get("Catch")), None)[0], "Next"))
            choice = graph.get(str(graph.get(reading, {}).get("Next")), {})
            rules = items(choice.get("Choices"))
            again = str(at((None, *rules)[-1], "Next"))
            expected = [{**ABSENT, "Next": fallback(state)}, {**SAME, "Next": again}]
            if reading not in calling(resource, READ) or not same(rules, expected):
                yield "does not read the marker after a cancelled write, and choose by its presence and its digest"
            resumed = graph.get(str(at(graph.get(again), "Default")))
            if not resumes(resumed) or not answers(graph.get(str(choice.get("Default"))), CONFLICT):
                yield "does not continue with the stored decision for the same content, and refuse any other content"

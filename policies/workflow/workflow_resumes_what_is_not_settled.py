from collections.abc import Iterator

from policies.aws.asl import PUBLISH, TRANSACTION, calling, states
from policies.core import Resource, Severity, Stack
from policies.workflow.shared.answers import REPEATED, answers
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import insert_in, patch_parameters, patch_state, replace_in, retarget
from policies.workflow.shared.paths import entering
from policies.workflow.shared.resumption import SETTLED_BEFORE, chosen, resuming

ANEW = {"validation": {"Payload": {"transaction": {"timestamp.$": f"{TRANSACTION}.timestamp"}}}}
OLD = {"Variable": "$.timestamp", "NumericLessThan": 1, "Next": "RepeatStoredDecision"}


class WorkflowResumesWhatIsNotSettled(DefinitionPolicy):
    """A repetition of what was stored and not settled publishes it, as it is stored; of what was settled, nothing.

    An execution may end between storing and publishing. Only the next request can then send event and notification, and
    both must hold the stored decision, not that of the new execution.
    """

    id = "FRAUD_WORKFLOW_32"
    severity = Severity.CRITICAL
    remediation = "Choose after the comparison, and resume what is stored, as stacks.repetition does."

    violating = {
        "loses what was not sent": patch_state("WasSettledBefore", {"Default": "RepeatStoredDecision"}),
        "tells what was settled again": replace_in("WasSettledBefore", "Choices", 0, "IsPresent", value=False),
        "lets the caller choose": insert_in("WasSettledBefore", "Choices", item=OLD),
        "dates the event anew": patch_parameters("ResumeStoredDecision", ANEW),
        "notifies only the customer": retarget("ResumeStoredDecision", "NeedsNotification"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        graph = states(resource)
        if len(resuming(graph)) != 1:
            yield f"resumes the whole stored decision in {len(resuming(graph))} states, not in one"
        for name, state in resuming(graph).items():
            settled = [chosen(graph[choice], SETTLED_BEFORE) for choice in entering(graph, name)]
            if len(settled) != 1 or not answers(graph.get(settled[0]), REPEATED):
                yield "does not repeat a settled decision, and resume one that is not settled"
            if str(state.get("Next")) not in calling(resource, PUBLISH):
                yield "does not publish what it resumes"

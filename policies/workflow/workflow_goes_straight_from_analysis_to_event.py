from collections.abc import Iterator

from policies.aws.asl import at, items, states
from policies.core import Resource, Severity, Stack
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import replace_in, retarget
from policies.workflow.shared.paths import named
from policies.workflow.shared.state_edits import insert_choice
from policies.workflow.shared.steps import steps

REFUSING = {"Type": "Choice", "Choices": [{"Variable": "$.amount", "IsNull": True, "Next": "RefuseConflict"}]}


class WorkflowGoesStraightFromAnalysisToEvent(DefinitionPolicy):
    """What was analyzed is stored, and what was stored is published, with nothing between but the check of the answer.

    Another choice between them could end some transactions early: stored without the event that leads to a review, or
    analyzed and never stored, though the order of the steps is right on every path that reaches them.
    """

    id = "FRAUD_WORKFLOW_28"
    severity = Severity.HIGH
    remediation = "Put IsAnalyzed alone between analysis and write, and nothing between write and event."

    violating = {
        "chooses before it stores": insert_choice("AnalyzeTransaction", "IsRefused", REFUSING),
        "chooses once more before it stores": replace_in("IsAnalyzed", "Choices", 0, "Next", value="IsValid"),
        "chooses before it publishes": insert_choice("StoreTransaction", "IsRefused", REFUSING),
        "skips the event": retarget("StoreTransaction", "NeedsNotification"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        graph, tasks = states(resource), steps(resource, stack)
        for name, state in tasks.analyzing.items():
            choice = named(graph, state.get("Next"))
            for rule in items(choice.get("Choices")) or (None,):
                if str(at(rule, "Next")) not in tasks.writing:
                    yield f"goes from {name} to {state.get('Next')!r}, and not straight on to a write"
        for name, state in tasks.writing.items():
            if str(state.get("Next")) not in tasks.publishing:
                yield f"goes from {name} to {state.get('Next')!r}, not straight to the event"

from collections.abc import Iterator

from policies.aws.asl import steps
from policies.core import Resource, Severity, Stack
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import insert_choice, retarget

REFUSING = {"Type": "Choice", "Choices": [{"Variable": "$.amount", "IsNull": True, "Next": "RefuseConflict"}]}


class WorkflowGoesStraightFromAnalysisToEvent(DefinitionPolicy):
    """What was analyzed is stored, and what was stored is published, with nothing between.

    A choice between them could end some transactions early: stored without the event that leads to a review, or
    analyzed and never stored, though the order of the steps is right on every path that reaches them.
    """

    id = "FRAUD_WORKFLOW_28"
    severity = Severity.HIGH
    remediation = "Let AnalyzeTransaction go to StoreTransaction, and that to PublishEvent, as stacks.definition does."

    violating = {
        "chooses before it stores": insert_choice("AnalyzeTransaction", "IsRefused", REFUSING),
        "chooses before it publishes": insert_choice("StoreTransaction", "IsRefused", REFUSING),
        "skips the event": retarget("StoreTransaction", "NeedsNotification"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        tasks = steps(resource, stack)
        for former, later in ((tasks.analyzing, tasks.writing), (tasks.writing, tasks.publishing)):
            for name, state in former.items():
                if str(state.get("Next")) not in later:
                    yield f"goes from {name} to {state.get('Next')!r}, not straight to the next step"

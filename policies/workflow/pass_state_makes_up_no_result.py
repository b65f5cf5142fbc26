from collections.abc import Iterator

from policies.aws.asl import states
from policies.core import Resource, Severity, Stack
from policies.workflow.shared.alert_code import draws
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import patch_parameters, patch_state
from policies.workflow.shared.overflowing import is_agreed
from policies.workflow.shared.resumption import resuming
from policies.workflow.shared.reviews import reviews
from policies.workflow.shared.state_edits import replace_analysis_at

APPROVAL = {"status": "decided", "Payload": {"decision": "approve", "score": 0, "reasons": []}}
APPROVED = {"analysis": {"Payload": {"decision.$": "$.decision"}}}
REASONS = ("analysis_unavailable", "history_contended")
CONFLICT = {"End": None, "ResultPath": "$.analysis", "Next": "RepeatStoredDecision"}


class PassStateMakesUpNoResult(DefinitionPolicy):
    """Six Pass states go on: two let a person look, one resumes what is stored, two of the overflow, one a code.

    A Pass state can overwrite a decision just before the workflow returns it: the table then holds a decline, and the
    caller gets an approval.
    """

    id = "FRAUD_WORKFLOW_31"
    severity = Severity.CRITICAL
    remediation = "Answer with the end states of stacks.definition, and put no Pass state before them but the six."

    violating = {
        "approves at last": replace_analysis_at("Done", APPROVAL),
        "repeats a decision for other content": patch_state("RefuseConflict", CONFLICT),
        "resumes an approval": patch_parameters("ResumeStoredDecision", APPROVED),
        "decides where it draws a code": patch_state("DrawCode", {"ResultPath": "$.analysis"}),
        "refuses nothing": patch_state("RejectTransaction", CONFLICT),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        graph = states(resource)
        resumed = resuming(graph)
        for name, state in graph.items():
            if state.get("Type") != "Pass" or "End" in state:
                continue
            is_known = (
                name in resumed
                or is_agreed(name, state)
                or draws(state)
                or any(reviews(state, reason, state.get("Next")) for reason in REASONS)
            )
            if not is_known:
                yield f"has the Pass state {name}, which may make up a result"

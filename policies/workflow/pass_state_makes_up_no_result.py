from collections.abc import Iterator

from policies.aws.asl import invoking, states
from policies.core import Resource, Severity, Stack
from policies.requirements import ANALYZER
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import patch_parameters, patch_state, replace_analysis_at
from policies.workflow.shared.paths import fallback
from policies.workflow.shared.resumption import resuming

APPROVAL = {"status": "decided", "Payload": {"decision": "approve", "score": 0, "reasons": []}}
APPROVED = {"analysis": {"Payload": {"decision.$": "$.decision"}}}
CONFLICT = {"End": None, "ResultPath": "$.analysis", "Next": "RepeatStoredDecision"}


class PassStateMakesUpNoResult(DefinitionPolicy):
    """Two Pass states pass on data: the fallback of the analysis, and what resumes exactly what is stored.

    A Pass state can overwrite a decision just before the workflow returns it: the table then holds a decline, and the
    caller gets an approval.
    """

    id = "FRAUD_WORKFLOW_31"
    severity = Severity.CRITICAL
    remediation = "Answer with the end states of stacks.definition, and put no Pass state before them but the two."

    violating = {
        "approves at last": replace_analysis_at("Done", APPROVAL),
        "repeats a decision for other content": patch_state("RefuseConflict", CONFLICT),
        "resumes an approval": patch_parameters("ResumeStoredDecision", APPROVED),
        "refuses nothing": patch_state("RejectTransaction", CONFLICT),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        fallbacks = {fallback(state) for state in invoking(resource, stack, ANALYZER).values()}
        known = {*fallbacks, *resuming(states(resource))}
        for name, state in states(resource).items():
            if state.get("Type") == "Pass" and "End" not in state and name not in known:
                yield f"has the Pass state {name}, which may make up a result"

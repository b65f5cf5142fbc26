from collections.abc import Iterator

from policies.aws.asl import invoking, states
from policies.core import Resource, Severity, Stack
from policies.core.equality import same
from policies.requirements import ANALYZER
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import patch_state, replace_in, retarget, retarget_catch
from policies.workflow.shared.paths import entering, fallback

FIXED = {"decision": "review", "score": 0, "score_text": "0", "reasons": ("analysis_unavailable",), "model": "none"}
FALLBACK = {"Type": "Pass", "Result": {"Payload": FIXED}, "ResultPath": "$.analysis"}


class FailedAnalysisLeadsToReview(DefinitionPolicy):
    """A transaction that could not be analyzed is decided as review, and goes the way of every decision.

    An attacker who can break the analysis, or only slow it down, must not get an approval that way. The fallback writes
    a constant where the analysis would have written its answer, and a person reviews the transaction.
    """

    id = "FRAUD_WORKFLOW_17"
    severity = Severity.CRITICAL
    remediation = "Catch failures of the analysis with the state ReviewInstead of stacks.definition."

    violating = {
        "approves": patch_state("ReviewInstead", {"Result": {"Payload": {"decision": "approve"}}}),
        "asks the caller to decide": patch_state("ReviewInstead", {"Parameters": {"Payload.$": "$.analysis"}}),
        "writes the answer elsewhere": patch_state("ReviewInstead", {"ResultPath": "$.review"}),
        "is not stored": retarget("ReviewInstead", "PublishEvent"),
        "rejects instead": retarget_catch("AnalyzeTransaction", "RejectTransaction"),
        "has no score": replace_in("ReviewInstead", "Result", "Payload", "score", value=False),
        "gives no reasons": patch_state("ReviewInstead", {"Result": {"Payload": {"reasons": []}}}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        graph = states(resource)
        for name, state in invoking(resource, stack, ANALYZER).items():
            if not same(graph.get(fallback(state)), {**FALLBACK, "Next": state.get("Next")}):
                yield f"does not decide review when {name} fails, and then continue as after its success"
            if list(entering(graph, fallback(state))) != [name]:
                yield f"reaches the fallback of {name} from another state too"

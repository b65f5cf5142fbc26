from collections.abc import Iterator

from policies.aws.asl import WRITE, at, calling, invoking, items, states
from policies.core import Resource, Severity, Stack
from policies.core.equality import same
from policies.requirements import ANALYZER
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import patch_state, remove_in, retarget, retarget_catch
from policies.workflow.shared.example_faults import WRONG_FALLBACKS
from policies.workflow.shared.guards import WHOLE, asks
from policies.workflow.shared.paths import entering, fallback

FIXED = {"decision": "review", "score": 0, "score_text": "0", "reasons": ("analysis_unavailable",), "model": "none"}
FALLBACK = {"Type": "Pass", "Result": {"Payload": FIXED}, "ResultPath": "$.analysis"}


class FailedAnalysisLeadsToReview(DefinitionPolicy):
    """A transaction that could not be analyzed is decided as review, and goes the way of every decision.

    An attacker who can break the analysis, or slow it down, must not get an approval that way. Where its answer would
    be, the fallback writes a constant, and a person reviews. So it does where the answer is no decision, or not whole.
    """

    id = "FRAUD_WORKFLOW_17"
    severity = Severity.CRITICAL
    remediation = "Catch failures of the analysis with the state ReviewInstead of stacks.definition."

    violating = {
        "asks the caller to decide": patch_state("ReviewInstead", {"Parameters": {"Payload.$": "$.analysis"}}),
        "is not stored": retarget("ReviewInstead", "PublishEvent"),
        "rejects instead": retarget_catch("AnalyzeTransaction", "RejectTransaction"),
        **WRONG_FALLBACKS,
        "takes any word for a decision": remove_in("IsAnalyzed", "Choices", 0, "And", 2),
        "keeps what it did not understand": patch_state("IsAnalyzed", {"Default": "KeepUnstored"}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        graph = states(resource)
        for name, state in invoking(resource, stack, ANALYZER).items():
            following = str(state.get("Next"))
            choice = graph.get(following, {})
            rule, *more = (*items(choice.get("Choices")), None)
            whole = more == [None] and asks(rule, WHOLE)
            stored = at(rule, "Next") in calling(resource, WRITE)
            if not (whole and stored) or choice.get("Default") != fallback(state):
                yield f"does not store the answer of {name} if it is whole, and else do as when {name} fails"
            if not same(graph.get(fallback(state)), {**FALLBACK, "Next": at(rule, "Next")}):
                yield f"does not decide review when {name} fails, and then continue as after its success"
            if set(entering(graph, fallback(state))) != {name, following}:
                yield f"reaches the fallback of {name} from another state too"

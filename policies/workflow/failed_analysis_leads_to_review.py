from collections.abc import Iterator

from policies.aws.asl import at, invoking, items, states
from policies.core import Resource, Severity, Stack
from policies.requirements import ANALYZER
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.example_faults import WRONG_FALLBACKS
from policies.workflow.shared.guards import COUNTED, UNCOUNTED, asks
from policies.workflow.shared.histories import counts, writes_alone
from policies.workflow.shared.history_faults import WRONG_ANALYSES
from policies.workflow.shared.paths import entering, fallback, named
from policies.workflow.shared.reviews import reviews


class FailedAnalysisLeadsToReview(DefinitionPolicy):
    """A transaction that could not be analyzed is decided as review, and goes the way of every decision.

    An attacker who can break the analysis, or slow it down, must not get an approval that way. Where its answer would
    be, the fallback writes a constant, and a person reviews. So it does where the answer is no decision, or not whole,
    or an approval by an analyzer that has not seen the card's history.
    """

    id = "FRAUD_WORKFLOW_17"
    severity = Severity.CRITICAL
    remediation = "Catch failures of the analysis with the state ReviewInstead of stacks.definition."

    violating = {
        **WRONG_ANALYSES,
        **WRONG_FALLBACKS,
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        graph = states(resource)
        analyzing = invoking(resource, stack, ANALYZER)
        asking = {*analyzing, *(str(state.get("Next")) for state in analyzing.values())}
        for name, state in analyzing.items():
            following = str(state.get("Next"))
            choice = named(graph, following)
            counted, uncounted, *more = (*items(choice.get("Choices")), None, None)
            stored, stored_alone = (named(graph, at(rule, "Next")) for rule in (counted, uncounted))
            whole = more == [None, None] and asks(counted, COUNTED) and asks(uncounted, UNCOUNTED)
            if (
                not whole
                or not counts(stored)
                or not writes_alone(stored_alone)
                or choice.get("Default") != fallback(state)
            ):
                yield f"does not store the answer of {name} if it is whole, and else do as when {name} fails"
            if not reviews(named(graph, fallback(state)), "analysis_unavailable", at(uncounted, "Next")):
                yield f"does not decide review when {name} fails, and then store that"
            if not {*entering(graph, fallback(state))} <= asking:
                yield f"reaches the fallback of {name} from another state too"

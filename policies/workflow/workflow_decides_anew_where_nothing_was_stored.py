from collections.abc import Iterator

from policies.aws.asl import REMEMBER, State, States, at, calling, invoking, items, states
from policies.core import Resource, Severity, Stack
from policies.requirements import ANALYZER
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.histories import writes_alone
from policies.workflow.shared.history_faults import WRONG_SECOND_THOUGHTS
from policies.workflow.shared.paths import fallback, named
from policies.workflow.shared.reviews import reviews
from policies.workflow.shared.storing import absent, compared, last_writes


class WorkflowDecidesAnewWhereNothingWasStored(DefinitionPolicy):
    """Where a write was cancelled and nothing was stored, history and decision are made anew; then a person looks.

    The card's history has changed since it was read: the decision stands on what is no longer so, and written again as
    it is it would fail again. After a second time a person looks, without a count, so that many payments of one card
    at once cannot be approved by a history that each of them saw empty. Only what cannot be stored then is kept.
    """

    id = "FRAUD_WORKFLOW_39"
    severity = Severity.CRITICAL
    remediation = "Read, analyze and store once more, then review, as stacks.judgement and stacks.storage do."

    violating = WRONG_SECOND_THOUGHTS

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        graph, analyzing = states(resource), invoking(resource, stack, ANALYZER)
        choices = [named(graph, state.get("Next")) for state in analyzing.values()]
        stores = [named(graph, at(rule, "Next")) for choice in choices for rule in items(choice.get("Choices"))[:1]]
        anew = [absent(compared(store, graph)) for store in stores]
        reading = [name for name in anew if name in calling(resource, REMEMBER)]
        contended = [name for name in anew if _lets_a_person_look(graph.get(name), graph)]
        if len(reading) != 1 or len(contended) != 1 or len(anew) != 2:
            yield "does not read what is remembered where a write was cancelled, and the second time let a person look"
        for name in reading:
            if str(graph[name].get("Next")) not in analyzing or [fallback(graph[name])] != contended:
                yield f"does not analyze anew after {name}, and let a person look where that fails"
        last = last_writes(graph).values()
        # The dead letter of a failed write holds the decision; one of what was not validated or queued does not.
        if len(last) != 1 or not all(writes_alone(each) and _keeps_alike(each, graph) for each in last):
            yield "does not keep what it could not store at last, without a count"


def _keeps_alike(write: State, graph: States) -> bool:
    """Whether what was cancelled is kept as what failed is."""
    return absent(compared(write, graph)) == fallback(write)


def _lets_a_person_look(state: State | None, graph: States) -> bool:
    following = str(at(state, "Next"))
    return reviews(state, "history_contended", following) and writes_alone(named(graph, following))

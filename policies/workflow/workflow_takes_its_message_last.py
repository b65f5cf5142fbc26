from collections.abc import Iterator

from policies.aws.asl import TAKE, State, at, calling, states
from policies.core import Resource, Severity, Stack, controls
from policies.core.equality import same
from policies.workflow.shared.answers import DECIDED, answers
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.overflow import FROM_QUEUE, TAKEN
from policies.workflow.shared.overflow_faults import WRONG_TAKINGS
from policies.workflow.shared.overflowing import beyond_taking, to_overflow
from policies.workflow.shared.paths import entering, fallback
from policies.workflow.shared.steps import steps


class WorkflowTakesItsMessageLast(DefinitionPolicy):
    """What a payment came with out of the queue is taken out once the payment is decided, told and counted.

    An execution that ends before leaves the message, and it comes again. If it were taken out earlier, a payment that
    was accepted might never be decided.
    """

    id = "FRAUD_WORKFLOW_43"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_6.supports,)
    remediation = "Take it in the one task of stacks.overflowing.taking, before the answer of stacks.settlement."

    violating = WRONG_TAKINGS

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        graph, counting = states(resource), steps(resource, stack).counting
        # Those that have counted, that could not, and that have nothing to count.
        done = {name for task in counting for name in (task, fallback(counting[task]), *entering(graph, task))}
        if len(calling(resource, TAKE)) != 1:
            yield "takes messages out in more tasks than one, or in none"
        for name, state in calling(resource, TAKE).items():
            (asking, *others) = (*entering(graph, name), "")
            answer = beyond_taking(graph, asking)
            if (
                others != [""]
                or {*entering(graph, asking)} != done
                or not same(graph.get(asking), _choice(name, answer))
            ):
                yield "does not take the message out after it has counted, and where there is one"
            queue = {"QueueUrl": at(state, "Parameters", "QueueUrl")}
            if not to_overflow(state, stack) or not same({**TAKEN, **queue}, state.get("Parameters")):
                yield "does not take what the payment came with out of its queue"
            if {state.get("Next"), fallback(state)} != {answer} or not answers(graph.get(answer), DECIDED):
                yield "does not answer the same whether it could or not"


def _choice(name: str, default: str) -> State:
    return {"Type": "Choice", "Choices": ({**FROM_QUEUE, "Next": name},), "Default": default}

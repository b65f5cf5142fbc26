from collections.abc import Iterator

from policies.aws.asl import at, invoking, items, start, states
from policies.core import Resource, Severity, Stack, controls
from policies.core.equality import same
from policies.requirements import ANALYZER, VALIDATOR
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.overflow import BY_DRAIN, STATES
from policies.workflow.shared.overflow_faults import WRONG_OVERFLOWS
from policies.workflow.shared.overflowing import overflowing, queues, to_overflow
from policies.workflow.shared.paths import entering, fallback, named

# The only ways into these states.
INTO = {
    "MayOverflow": {"ReadRequest"},
    "AcceptRequest": {"QueueRequest"},
    "RepeatAccepted": {"WasAccepted"},
    "WasAccepted": {"ReadAccepted"},
    "TakeDrained": {"IsDrained"},
}


class WorkflowQueuesWhatIsThrottled(DefinitionPolicy):
    """A payment for which a function has no execution left is queued and accepted, which is no decision.

    The queue holds no card number. The drain brings its answers under a name that no caller of the API can choose; else
    a body could say of itself that it was validated and approved.
    """

    id = "FRAUD_WORKFLOW_42"
    severity = Severity.CRITICAL
    controls = (controls.NIST_SC_6.supports,)
    remediation = "Take the states of stacks.overflowing."

    violating = WRONG_OVERFLOWS

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        graph = states(resource)
        for name, agreed in STATES.items():
            if not same(graph.get(name), agreed):
                yield f"the state {name} is not as agreed"
        for name, ways in {**INTO, "IsDrained": {start(resource)}}.items():
            if {*entering(graph, name)} != ways:
                yield f"leads to {name} from elsewhere, or not at all"
        if items(at(graph.get(start(resource)), "Choices"))[-1:] != (BY_DRAIN,):
            yield "does not know what comes from the drain by the name of the execution alone"
        state = named(graph, "QueueRequest")
        ends = (state.get("Next"), fallback(state)) == ("AcceptRequest", "KeepRequest")
        if not queues(state) or not ends or not to_overflow(state, stack):
            yield "does not send the request to its queue before it accepts it"
        called = {*invoking(resource, stack, VALIDATOR), *invoking(resource, stack, ANALYZER)}
        for name in sorted(called - overflowing(graph)):
            yield f"does not give to the queue what {name} throttles"

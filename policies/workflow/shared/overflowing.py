"""Which states of a workflow are of the overflow: what gives to the queue, what queues, and what is agreed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policies.aws.asl import KEEP, READ, State, States, at, branches, calling, items, states
from policies.core import Resource, Stack
from policies.core.equality import same
from policies.core.strict_json import Json
from policies.requirements import OVERFLOW
from policies.workflow.shared.overflow import FROM_QUEUE, SENT, STATES, UNVALIDATED, VALIDATED
from policies.workflow.shared.paths import fallback
from policies.workflow.shared.resumption import chosen


def is_agreed(name: str, state: State | None) -> bool:
    """Whether a state is one of these, as agreed."""
    return name in STATES and same(state, STATES[name])


def without_overflow(graph: States) -> States:
    """The workflow without what begins at the drain, and without the answer to what was accepted before."""
    return {
        name: state
        for name, state in graph.items()
        if name not in ("TakeDrained", "RepeatAccepted") or not is_agreed(name, state)
    }


def to_overflow(state: State, stack: Stack) -> bool:
    """Whether a task is of the queue for what is throttled."""
    queue = stack.resolve(at(state, "Parameters", "QueueUrl"), "url")
    return queue is not None and queue.type == "aws_sqs_queue" and queue.get("name") == OVERFLOW


def beyond_taking(graph: States, name: str) -> str:
    """The state after the message is taken out, if the choice of that name asks whether there is one."""
    state = graph.get(name)
    return str(at(state, "Default")) if chosen(state, FROM_QUEUE) else name


def reading(machine: Resource) -> States:
    """The reads of the marker of what is validated; of the other, a failure leads to the queue."""
    graph = states(machine)
    read = calling(machine, READ).items()
    return {name: state for name, state in read if not queues(graph.get(fallback(state)))}


def queues(state: State | None) -> bool:
    """Whether a state sends the request, with who sent it, to a queue, and nothing more."""
    sent = {"QueueUrl": at(state, "Parameters", "QueueUrl"), "MessageBody": SENT}
    return at(state, "Resource") == KEEP and same(at(state, "Parameters"), sent)


def overflowing(graph: States) -> frozenset[str]:
    """The tasks whose throttled calls go to the queue, before anything else is caught; those in branches too."""
    around = {name for state in graph.values() if _catches(state, UNVALIDATED) for name in _alone(state)}
    return frozenset({name for name, state in graph.items() if _catches(state, VALIDATED)} | around)


def _catches(state: State, catcher: Mapping[str, Json]) -> bool:
    return items(state.get("Catch"))[:1] == (catcher,)


def _alone(state: State) -> Iterator[str]:
    """The tasks that have a branch for themselves, whose errors the parallel state catches."""
    return (name for branch in branches(state) if len(branch) == 1 for name in branch)

from collections.abc import Collection, Iterator
from graphlib import CycleError, TopologicalSorter

from policies.aws.asl import States, at, branches, items, start, states
from policies.core import Resource, Severity, Stack
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import patch_state, replace_in, retarget
from policies.workflow.shared.paths import leads_on_once, reached, targets

BRANCH = ("ReadRequest", "Branches", 0)


class WorkflowLeadsEveryStateToAnEnd(DefinitionPolicy):
    """Every state of the workflow is used, leads to states that exist, and comes to an end.

    A Next that names no state fails the execution. A state that nothing leads to looks like a safeguard and is none. A
    way back would repeat a task without bound, beyond its retries.
    """

    id = "FRAUD_WORKFLOW_7"
    severity = Severity.HIGH
    remediation = "Correct the names in stacks.definition, so that each Next, Default and Catch names a later state."

    violating = {
        "starts nowhere": {"definition": {"StartAt": "Start"}},
        "loses a state": patch_state("TransactionNotStored", None),
        "keeps a state that nothing leads to": patch_state("Unused", {"Type": "Fail", "Error": "Unused"}),
        "comes back": retarget("KeepUnstored", "StoreTransaction"),
        "ends and goes on": patch_state("ReviewInstead", {"End": True}),
        "does not end within a branch": replace_in(*BRANCH, "States", "ValidateTransaction", "End", value=False),
        "starts nowhere within a branch": replace_in(*BRANCH, "StartAt", value="Start"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        graph = states(resource)
        yield from _faults(graph, start(resource))
        for state in graph.values():
            for inner, branch in zip(branches(state), items(state.get("Branches")), strict=False):
                yield from _faults(inner, str(at(branch, "StartAt")))


def _faults(graph: States, first: str) -> Iterator[str]:
    """What is wrong with the ways through a definition, or through a branch of a parallel state."""
    returning = _returning(graph)
    if first not in graph:
        yield "StartAt names no state"
    for name in sorted(graph.keys() - reached(graph, first)):
        yield f"never reaches the state {name}"
    for name, state in graph.items():
        if missing := set(targets(state)) - graph.keys():
            yield f"the state {name} leads to {', '.join(sorted(missing))}, which does not exist"
        if name in returning:
            yield f"comes back to the state {name}"
        if not leads_on_once(state):
            yield f"the state {name} has not exactly one of Next, Default and End"


def _returning(graph: States) -> Collection[str]:
    """The states from which a way leads back to them."""
    ways = {name: targets(state) for name, state in graph.items()}
    try:
        TopologicalSorter(ways).prepare()
    except CycleError:
        from_each = {name: reached(graph, name) for name in graph}
        return {name for name in graph if any(name in from_each.get(following, ()) for following in ways[name])}
    return ()

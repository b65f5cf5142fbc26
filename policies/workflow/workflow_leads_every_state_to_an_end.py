from collections.abc import Iterator

from policies.aws.asl import start, states
from policies.core import Resource, Severity, Stack
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import patch_state, retarget
from policies.workflow.shared.paths import leads_on_once, reached, targets


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
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        graph = states(resource)
        from_each = {name: reached(graph, name) for name in graph}
        if start(resource) not in graph:
            yield "StartAt names no state"
        for name in sorted(graph.keys() - reached(graph, start(resource))):
            yield f"never reaches the state {name}"
        for name, state in graph.items():
            if missing := set(targets(state)) - graph.keys():
                yield f"the state {name} leads to {', '.join(sorted(missing))}, which does not exist"
            if any(name in from_each.get(following, ()) for following in targets(state)):
                yield f"comes back to the state {name}"
            if not leads_on_once(state):
                yield f"the state {name} has not exactly one of Next, Default and End"

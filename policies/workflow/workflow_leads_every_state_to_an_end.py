from collections.abc import Iterator

from policies.aws.asl import start, states
from policies.core import Resource, Severity, Stack
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import patch_state, retarget
from policies.workflow.shared.paths import ends_well, reached, targets


class WorkflowLeadsEveryStateToAnEnd(DefinitionPolicy):
    """Every state of the workflow is used, leads to states that exist, and comes to an end.

    A name that does not exist fails the execution where it is least expected. A state that nothing leads to looks
    like a safeguard and is none. A way back would repeat a task without bound, past its retries.
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
        found = states(resource)
        if start(resource) not in found:
            yield "does not start at one of its states"
        for name in sorted(found.keys() - reached(found, start(resource))):
            yield f"never reaches {name}"
        for name, state in found.items():
            if missing := set(targets(state)) - found.keys():
                yield f"leads from {name} to {', '.join(sorted(missing))}, which does not exist"
            if any(name in reached(found, following) for following in targets(state)):
                yield f"comes back to {name}"
            if not ends_well(state):
                yield f"does not say once where {name} leads"

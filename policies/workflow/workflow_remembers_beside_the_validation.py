from collections.abc import Iterator

from policies.aws.asl import REMEMBER, at, branches, calling, invoking, states
from policies.core import Resource, Severity, Stack
from policies.core.equality import same
from policies.requirements import VALIDATOR
from policies.workflow.shared.accepted import hashed
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.histories import AROUND
from policies.workflow.shared.history_faults import WRONG_BRANCHES
from policies.workflow.shared.paths import fallback, named
from policies.workflow.shared.reporters import first

SHAPE = {
    "Parameters": {"request.$": "$", "receipt.$": hashed("$")},
    "ResultSelector": {
        "validation.$": "$[0]",
        **{f"{name}.$": f"$[1].{name}" for name in ("history", "request", "receipt")},
    },
}


class WorkflowRemembersBesideTheValidation(DefinitionPolicy):
    """The request is validated in one branch, and what is remembered is read in another, by keys made of texts alone.

    Nobody has judged the body yet. Where it has no such text, where the read fails or a key is refused, the history is
    unavailable, which is not the same as new; and the validation goes on. A path that leads nowhere would end both.
    """

    id = "FRAUD_WORKFLOW_36"
    severity = Severity.CRITICAL
    remediation = "Begin with the parallel state of stacks.request."

    violating = WRONG_BRANCHES

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        state = named(states(resource), first(resource))
        validating, reading = (*branches(state), {}, {})[:2]
        inner = [name for name in calling(resource, REMEMBER) if name in reading]
        expected = (
            ("ValidateTransaction", validating),
            ("HasIds", {**AROUND, **{name: reading[name] for name in inner}}),
        )
        branched = [{"StartAt": name, "States": graph} for name, graph in expected]
        known = {
            "Type": "Parallel",
            **SHAPE,
            "Branches": branched,
            "Catch": state.get("Catch"),
            "Next": state.get("Next"),
        }
        ends = all(
            at(reading.get(name), "End") is True and fallback(reading[name]) == "HistoryUnavailable" for name in inner
        )
        if not same(state, known) or len(inner) != 1 or not ends:
            yield "does not begin with the read of what is remembered, by texts alone, in a branch of its own"
        if validating.keys() != invoking(resource, stack, VALIDATOR).keys():
            yield f"does not invoke {VALIDATOR}, and nothing else, in the branch beside it"

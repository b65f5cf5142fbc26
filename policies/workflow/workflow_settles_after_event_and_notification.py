from collections.abc import Iterator

from policies.aws.asl import at, is_table, states
from policies.core import Resource, Severity, Stack
from policies.core.equality import same
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import patch_parameters, replace_in, retarget
from policies.workflow.shared.paths import entering, fallback
from policies.workflow.shared.steps import steps
from policies.workflow.shared.stored_row import SETTLING

CHANGED = {"UpdateExpression": "SET settled = :settled, decision = :settled"}


class WorkflowSettlesAfterEventAndNotification(DefinitionPolicy):
    """The workflow settles the marker of its transaction once event and alert are sent or kept, and not before.

    Nothing is sent for a settled marker: if it is settled too early, its event is lost. The update writes nothing else.
    """

    id = "FRAUD_WORKFLOW_33"
    severity = Severity.CRITICAL
    remediation = "Settle in the one task of stacks.settlement, after the notification and what is kept of it."

    violating = {
        "settles at once": retarget("ResumeStoredDecision", "SettleTransaction"),
        "settles what could not be stored": retarget("KeepUnstored", "SettleTransaction"),
        "changes the decision": patch_parameters("SettleTransaction", CHANGED),
        "makes a marker": patch_parameters("SettleTransaction", {"ConditionExpression": None}),
        "settles the row": replace_in("SettleTransaction", "Parameters", "Key", "timestamp", "N", value="1"),
        "settles elsewhere": patch_parameters("SettleTransaction", {"TableName": "archive"}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        graph, tasks = states(resource), steps(resource, stack)
        last = {*tasks.notifying, *map(fallback, tasks.notifying.values())}
        last |= {str(state.get("Next")) for state in tasks.publishing.values()}
        if len(tasks.settling) != 1:
            yield f"settles in {len(tasks.settling)} tasks, not in one"
        for name, state in tasks.settling.items():
            table = at(state, "Parameters", "TableName")
            if not is_table(table, stack) or not same(state.get("Parameters"), {"TableName": table, **SETTLING}):
                yield "does not settle the marker of the transaction, and nothing else"
            if early := sorted({*entering(graph, name)} - last):
                yield f"settles after {', '.join(early)}, before event and notification are sent"

from collections.abc import Iterator

from policies.aws.asl import TRANSACTION, at, is_table, states
from policies.core import Resource, Severity, Stack
from policies.core.equality import same
from policies.workflow.shared.alert_code import CODE, SETTLING_ALERTED
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import patch_parameters, replace_in, retarget
from policies.workflow.shared.paths import entering, fallback
from policies.workflow.shared.steps import steps
from policies.workflow.shared.stored_row import SETTLING

KINDS = (SETTLING, SETTLING_ALERTED)
ALERTED = ("SettleAlerted", "Parameters", "ExpressionAttributeValues")
CHANGED = {"UpdateExpression": "SET settled = :settled, decision = :settled"}


class WorkflowSettlesAfterEventAndNotification(DefinitionPolicy):
    """The workflow settles the marker of its transaction once event and alert are sent or kept, and not before.

    Nothing is sent for a settled marker: if it is settled too early, its event is lost. Where an alert went out, or may
    have, the hash of its code is noted with the time, or its customer could not use it. No update writes anything else.
    """

    id = "FRAUD_WORKFLOW_33"
    severity = Severity.CRITICAL
    remediation = "Settle in the two tasks of stacks.settlement, after the notification and what is kept of it."

    violating = {
        "settles at once": retarget("ResumeStoredDecision", "SettleTransaction"),
        "settles what could not be stored": retarget("KeepUnstored", "SettleTransaction"),
        "changes the decision": patch_parameters("SettleTransaction", CHANGED),
        "makes a marker": patch_parameters("SettleTransaction", {"ConditionExpression": None}),
        "settles the row": replace_in("SettleTransaction", "Parameters", "Key", "timestamp", "N", value="1"),
        "settles an alert without its code": retarget("SendNotification", "SettleTransaction"),
        "forgets the code of an alert that may have gone out": retarget("KeepUnsent", "SettleTransaction"),
        "stores the code itself": replace_in(*ALERTED, ":codes", "SS.$", value=f"States.Array({CODE})"),
        "dates the code by the payment": replace_in(*ALERTED, ":at", "S.$", value=f"{TRANSACTION}.timestamp_text"),
        "settles elsewhere": patch_parameters("SettleTransaction", {"TableName": "archive"}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        graph, tasks = states(resource), steps(resource, stack)
        alerted = {*tasks.notifying, *map(fallback, tasks.notifying.values())}
        asked = {str(state.get("Next")) for state in tasks.publishing.values()}
        if len(tasks.settling) != len(KINDS):
            yield f"settles in {len(tasks.settling)} tasks, not in {len(KINDS)}"
        for name, state in tasks.settling.items():
            before, table = {*entering(graph, name)}, at(state, "Parameters", "TableName")
            settled = KINDS[1] if before & alerted else KINDS[0]
            if not is_table(table, stack) or not same(state.get("Parameters"), {"TableName": table, **settled}):
                yield f"does not settle the marker of the transaction by {name}, and nothing else"
            if early := sorted(before - (alerted if before & alerted else asked)):
                yield f"settles after {', '.join(early)}, before event and notification are sent"

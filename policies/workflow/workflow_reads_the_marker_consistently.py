from collections.abc import Iterator

from policies.aws.asl import READ, at, calling, is_table
from policies.core import Resource, Severity, Stack
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import patch_parameters
from policies.workflow.shared.stored_row import KEY


class WorkflowReadsTheMarkerConsistently(DefinitionPolicy):
    """What the workflow reads of the table is the marker of this transaction id, as it is now.

    A read that is only eventually consistent may not see the marker that has just cancelled the write, and another
    item would give the caller another transaction's decision.
    """

    id = "FRAUD_WORKFLOW_20"
    severity = Severity.HIGH
    remediation = "Read the item at time 0 with ConsistentRead, as stacks.definition does."

    violating = {
        "reads what may be old": patch_parameters("ReadStoredDecision", {"ConsistentRead": False}),
        "leaves it to the default": patch_parameters("ReadStoredDecision", {"ConsistentRead": None}),
        "reads another item": patch_parameters("ReadStoredDecision", {"Key": {"timestamp": {"N": "1"}}}),
        "reads elsewhere": patch_parameters("ReadStoredDecision", {"TableName": "archive"}),
        "reads a part": patch_parameters("ReadStoredDecision", {"ProjectionExpression": "digest"}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        found = tuple(calling(resource, READ).values())
        if len(found) != 1:
            yield f"reads in {len(found)} tasks, not in one"
        for state in found:
            table = at(state, "Parameters", "TableName")
            if not is_table(table, stack):
                yield "does not read from the table of transactions"
            if state.get("Parameters") != {"TableName": table, "ConsistentRead": True, "Key": KEY}:
                yield "does not read the marker, whole and consistently"
            if at(state, "Parameters", "ConsistentRead") is not True:
                yield "may read a state of the table that is past"

from collections.abc import Iterator

from policies.aws.asl import READ, at, calling, is_table
from policies.core import Resource, Severity, Stack
from policies.workflow.shared.accepted import KEY
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import patch_parameters
from policies.workflow.shared.stored_row import MARKER_KEY

# Of what is validated, and of what no function had time for.
KEYS = (MARKER_KEY, KEY)


class WorkflowReadsTheMarkerConsistently(DefinitionPolicy):
    """What the workflow reads of the table is the marker of this transaction id, as it is now.

    An eventually consistent read may miss the marker that has just cancelled the write. Another item would give the
    caller the decision on another transaction.
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
        for name, state in calling(resource, READ).items():
            table = at(state, "Parameters", "TableName")
            if not is_table(table, stack):
                yield f"does not read from the table transactions of this stack in {name}"
            if state.get("Parameters") not in [
                {"TableName": table, "ConsistentRead": True, "Key": key} for key in KEYS
            ]:
                yield f"does not read the whole marker of the transaction in {name}"
            if at(state, "Parameters", "ConsistentRead") is not True:
                yield f"ConsistentRead is off in {name}"

from collections.abc import Iterator

from policies.aws.asl import WRITE, at, calling, is_table, items
from policies.core import Resource, Severity, Stack
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import patch_parameters, remove_in, replace_in
from policies.workflow.shared.stored_row import MARKED, ROW, UNSEEN

TOKEN = {"ClientRequestToken.$": "$.validation.token"}
PUTS = ("StoreTransaction", "Parameters", "TransactItems")


class WorkflowStoresEachTransactionOnce(DefinitionPolicy):
    """The workflow stores the row and a marker of its transaction id in one write, and neither over another.

    The table's key includes the time, so a condition on the row alone would accept the same id at another time. The
    marker, at time 0, exists once for each id. The execution's token lets a retry after a lost response succeed, where
    it would else be taken for a repetition that was published before.
    """

    id = "FRAUD_WORKFLOW_18"
    severity = Severity.CRITICAL
    remediation = "Put marker and row as stacks.definition does, each with attribute_not_exists(transaction_id)."

    violating = {
        "overwrites the marker": remove_in(*PUTS, 0, "Put", "ConditionExpression"),
        "overwrites the row": remove_in(*PUTS, 1, "Put", "ConditionExpression"),
        "asks what is always true": replace_in(*PUTS, 0, "Put", "ConditionExpression", value="attribute_not_exists(x)"),
        "marks each time anew": replace_in(*PUTS, 0, "Put", "Item", "timestamp", value=ROW["timestamp"]),
        "stores no row": remove_in(*PUTS, 1),
        "stores another decision": replace_in(*PUTS, 1, "Put", "Item", "decision", value={"S": "approve"}),
        "forgets what the row is keyed by": remove_in(*PUTS, 0, "Put", "Item", "row_timestamp"),
        "settles what nobody was told yet": replace_in(*PUTS, 0, "Put", "Item", "settled", value={"BOOL": True}),
        "stores elsewhere": replace_in(*PUTS, 1, "Put", "TableName", value="archive"),
        "takes a repetition for a retry": patch_parameters(
            "StoreTransaction", {"ClientRequestToken.$": "$.transaction_id"}
        ),
        "takes a retry for a repetition": patch_parameters("StoreTransaction", {"ClientRequestToken.$": None}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        tasks = tuple(calling(resource, WRITE).values())
        puts = items(at(tasks[0], "Parameters", "TransactItems")) if len(tasks) == 1 else ()
        table = at(puts[0], "Put", "TableName") if puts else None
        once = {"TableName": table, "ConditionExpression": UNSEEN}
        expected = tuple({"Put": {**once, "Item": item}} for item in (MARKED, ROW))
        if len(tasks) != 1 or tasks[0].get("Parameters") != {**TOKEN, "TransactItems": expected}:
            yield f"does not write marker and row in one task, each with {UNSEEN}, and nothing else"
        if not is_table(table, stack):
            yield "does not write to the table transactions of this stack"

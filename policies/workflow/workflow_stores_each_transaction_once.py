from collections.abc import Iterator

from policies.aws.asl import WRITE, at, calling, is_table, items
from policies.core import Resource, Severity, Stack
from policies.core.equality import same
from policies.requirements import HISTORIES
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import replace_in
from policies.workflow.shared.example_faults import PUTS, WRONG_WRITES
from policies.workflow.shared.histories import CARD, counts
from policies.workflow.shared.history_faults import WRONG_CARDS
from policies.workflow.shared.stored_row import MARKED, ROW, UNSEEN

TOKEN = {"ClientRequestToken.$": "$.analysis.token"}
SET = (*PUTS, 1, "Update")


class WorkflowStoresEachTransactionOnce(DefinitionPolicy):
    """The workflow stores the row and a marker of its transaction id in one write, and neither over another.

    The table's key includes the time, so a condition on the row alone would accept the same id at another time. The
    marker, at time 0, exists once for each id. The decision's token lets a retry after a lost response succeed, which
    would else be taken for a repetition. The card's history changes in the same write, if it is still the one that was
    read: each id counts once.
    """

    id = "FRAUD_WORKFLOW_18"
    severity = Severity.CRITICAL
    remediation = "Put marker and row as stacks.definition does, each with attribute_not_exists(transaction_id)."

    violating = {
        **WRONG_WRITES,
        "marks each time anew": replace_in(*PUTS, 0, "Put", "Item", "timestamp", value={"N": "1"}),
        "stores another decision": replace_in(*SET, "ExpressionAttributeValues", ":decision", value={"S": "approve"}),
        "hides what waits for a person": replace_in(
            *SET, "ExpressionAttributeNames", "#shard.$", value="approve_shard"
        ),
        "puts all that waits into one shard": replace_in(*SET, "ExpressionAttributeValues", ":shard", value={"S": "0"}),
        **WRONG_CARDS,
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        writing = calling(resource, WRITE)
        if [*map(counts, writing.values())].count(False) != 1 or len(writing) != 3:
            yield "does not write in two tasks that count, and in one more that does not"
        for name, state in writing.items():
            first, _, last, *_ = (*items(at(state, "Parameters", "TransactItems")), None, None, None)
            table, histories = at(first, "Put", "TableName"), at(last, "Update", "TableName")
            once = {"TableName": table, "ConditionExpression": UNSEEN}
            expected = [{"Put": {**once, "Item": MARKED}}, {"Update": {"TableName": table, **ROW}}]
            counted = [{"Update": {"TableName": histories, **CARD}}] if counts(state) else []
            if not same(state.get("Parameters"), {**TOKEN, "TransactItems": [*expected, *counted]}):
                yield f"does not write marker and row in {name}, each with {UNSEEN}, the card's history, nothing else"
            if not is_table(table, stack) or (counted and not is_table(histories, stack, HISTORIES)):
                yield f"does not write to the tables of this stack in {name}"

from collections.abc import Iterator

from policies.aws.asl import WRITE, at, calling, is_table, items, states
from policies.core import Resource, Severity, Stack
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import patch_parameters, remove_in, replace_in
from policies.workflow.shared.example_faults import PUTS, WRONG_WRITES
from policies.workflow.shared.stored_row import MARKED, ROW, UNSEEN
from policies.workflow.shared.storing import writes_again

TOKEN = {"ClientRequestToken.$": "$.validation.token"}
TOKEN_OF_WRITE = ("StoreTransaction", "Parameters", "ClientRequestToken.$")


class WorkflowStoresEachTransactionOnce(DefinitionPolicy):
    """The workflow stores the row and a marker of its transaction id in one write, and neither over another.

    The table's key includes the time, so a condition on the row alone would accept the same id at another time. The
    marker, at time 0, exists once for each id. The execution's token lets a retry after a lost response succeed, which
    would else be taken for a repetition.
    """

    id = "FRAUD_WORKFLOW_18"
    severity = Severity.CRITICAL
    remediation = "Put marker and row as stacks.definition does, each with attribute_not_exists(transaction_id)."

    violating = {
        **WRONG_WRITES,
        "asks what is always true": replace_in(*PUTS, 0, "Put", "ConditionExpression", value="attribute_not_exists(x)"),
        "marks each time anew": replace_in(*PUTS, 0, "Put", "Item", "timestamp", value=ROW["timestamp"]),
        "stores another decision": replace_in(*PUTS, 1, "Put", "Item", "decision", value={"S": "approve"}),
        "settles what nobody was told yet": replace_in(*PUTS, 0, "Put", "Item", "settled", value={"BOOL": True}),
        "stores elsewhere": replace_in(*PUTS, 1, "Put", "TableName", value="archive"),
        "takes a repetition for a retry": replace_in(*TOKEN_OF_WRITE, value="$.transaction_id"),
        "takes a retry for a repetition": remove_in(*TOKEN_OF_WRITE),
        "stores more the second time": patch_parameters("StoreTransactionAgain", {"TransactItems": []}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        writing = calling(resource, WRITE)
        if len(writing) != len(writes_again(states(resource))) + 1:
            yield "does not write in one task, and in one more where that was cancelled and nothing stored"
        for name, state in writing.items():
            table = at((*items(at(state, "Parameters", "TransactItems")), None)[0], "Put", "TableName")
            once = {"TableName": table, "ConditionExpression": UNSEEN}
            expected = tuple({"Put": {**once, "Item": item}} for item in (MARKED, ROW))
            if state.get("Parameters") != {**TOKEN, "TransactItems": expected}:
                yield f"does not write marker and row in {name}, each with {UNSEEN}, and nothing else"
            if not is_table(table, stack):
                yield f"does not write to the table transactions of this stack in {name}"

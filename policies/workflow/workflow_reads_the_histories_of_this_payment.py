from collections.abc import Iterator, Mapping

from policies.aws.asl import REMEMBER, TRANSACTION, at, calling, is_table, states
from policies.core import Resource, Severity, Stack
from policies.core.equality import same
from policies.requirements import HISTORIES
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import REMEMBERING, patch_each, patch_parameters, replace_in
from policies.workflow.shared.histories import reading

ITEMS = (*REMEMBERING, "ReadHistory", "Parameters", "RequestItems")
BY_THE_TOKEN = {"key": {"S.$": "$.ids.card_token"}}


class WorkflowReadsTheHistoriesOfThisPayment(DefinitionPolicy):
    """What is remembered is read of this payment's card, terminal and merchant, as it is now, and of nothing else.

    A read that may be old misses the payments of the last second, which are those that a rule on velocity is about. By
    a key without the prefix of its kind, an id that a caller chooses could be another one's item.
    """

    id = "FRAUD_WORKFLOW_37"
    severity = Severity.HIGH
    remediation = "Read with stacks.histories.read, before and after the validation."

    violating = {
        "reads what may be old": patch_each(ITEMS, {"ConsistentRead": False}),
        "leaves out the merchant": patch_each(ITEMS, {"Keys": [*reading("$.ids")[:2]]}),
        "reads by what a caller says alone": patch_each(ITEMS, {"Keys": [BY_THE_TOKEN]}),
        "reads another table": replace_in(*ITEMS, value={"archive": {"ConsistentRead": True, "Keys": []}}),
        "reads nothing": replace_in(*ITEMS, value={}),
        "does not say what it reads": replace_in(*ITEMS, value=None),
        "reads two": patch_parameters("ReadHistoryAgain", {"RequestItems": {"archive": {"Keys": []}}}),
        "says what it costs": patch_parameters("ReadHistoryAgain", {"ReturnConsumedCapacity": "TOTAL"}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for name, state in calling(resource, REMEMBER).items():
            of = TRANSACTION if name in states(resource) else "$.ids"
            tables = at(state, "Parameters", "RequestItems")
            table = next(iter(tables), None) if isinstance(tables, Mapping) else None
            asked = {"RequestItems": {table: {"ConsistentRead": True, "Keys": reading(of)}}}
            if not same(state.get("Parameters"), asked):
                yield f"does not read in {name} the items of this payment, and no others, as they are now"
            if not is_table(table, stack, HISTORIES):
                yield f"does not read in {name} from the table {HISTORIES} of this stack"

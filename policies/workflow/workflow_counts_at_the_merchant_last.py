from collections.abc import Iterator

from policies.aws.asl import KEEP, SETTLE, at, calling, is_table, items, states
from policies.core import Resource, Severity, Stack
from policies.core.equality import same
from policies.requirements import HISTORIES
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.guards import AT_MERCHANT, asks
from policies.workflow.shared.histories import MERCHANT
from policies.workflow.shared.history_faults import WRONG_COUNTS
from policies.workflow.shared.paths import entering, fallback, named
from policies.workflow.shared.steps import steps


class WorkflowCountsAtTheMerchantLast(DefinitionPolicy):
    """A payment is counted at its merchant once all else is done, by an addition, in one of several items by chance.

    So no payment waits for another one's write, and none fails for want of a count. A count that fails leaves a dead
    letter, since a rule on a merchant that nobody counts is no rule; the answer is the same.
    """

    id = "FRAUD_WORKFLOW_38"
    severity = Severity.HIGH
    remediation = "Count in the one task of stacks.settlement, with stacks.histories.count."

    violating = WRONG_COUNTS

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        graph, counting = states(resource), steps(resource, stack).counting
        after = {str(state.get("Next")) for state in calling(resource, SETTLE).values()}
        if len(counting) != 1:
            yield f"counts in {len(counting)} tasks, not in one"
        for name, state in counting.items():
            (asking, *others) = (*entering(graph, name), "")
            choice, keep = named(graph, asking), named(calling(resource, KEEP), fallback(state))
            rule, *more = (*items(choice.get("Choices")), None)
            table, answer = at(state, "Parameters", "TableName"), choice.get("Default")
            if not is_table(table, stack, HISTORIES) or not same(state["Parameters"], {"TableName": table, **MERCHANT}):
                yield f"does not add to the merchant's count in {HISTORIES}, in an item by chance, and nothing else"
            if not asks(rule, AT_MERCHANT) or more != [None] or others != [""] or {*entering(graph, asking)} != after:
                yield "does not count after it has settled, and by what the analysis says"
            if {answer} != {state.get("Next"), keep.get("Next"), fallback(keep)}:
                yield "does not answer the same whether it could count or not, after a dead letter"

from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack
from policies.core.examples import at_every

TABLE = "transactions"


class StackHasTheTransactionsTable(Policy):
    """The stack holds the table of transactions, under its agreed name.

    Every decision is stored there; readers and restores know it by this name.
    """

    id = "FRAUD_TABLE_6"
    severity = Severity.HIGH
    applies_to = ("terraform",)
    remediation = "Build the table in stacks/ with stacks.table.Table, under the name transactions."

    given = {"aws_dynamodb_table.table": {"name": TABLE}}
    violating = {
        "renames it": at_every("aws_dynamodb_table", {"name": "other"}),
        "leaves its name to Terraform": at_every("aws_dynamodb_table", {"name": None}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if TABLE not in [each.get("name") for each in stack.of("aws_dynamodb_table")]:
            yield f"has no table named {TABLE}"

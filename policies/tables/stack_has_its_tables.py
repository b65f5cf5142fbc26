from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack
from policies.core.examples import at_every, remove_resources
from policies.requirements import HISTORIES, REFUSALS, TRANSACTIONS

TABLE = "aws_dynamodb_table"
NAMES = (TRANSACTIONS, HISTORIES, REFUSALS)


class StackHasItsTables(Policy):
    """The stack holds the tables of transactions, of histories and of refusals, under their names, and no other table.

    Every decision is stored in the first, what is remembered of cards, terminals and merchants in the second, and why
    an accepted payment was refused in the third. Code, readers and restores know them by these names. What another
    table holds, and for how long, nobody has judged.
    """

    id = "FRAUD_TABLE_6"
    severity = Severity.HIGH
    applies_to = ("terraform",)
    remediation = (
        "Build the tables in stacks/ with stacks.table.Table, under the names transactions, card-histories and "
        "refused-payments."
    )

    given = {f"{TABLE}.{name}": {"name": name} for name in NAMES}
    violating = {
        "remembers nothing": remove_resources(TABLE, name=HISTORIES),
        "forgets what it refuses": remove_resources(TABLE, name=REFUSALS),
        "renames them": at_every(TABLE, {"name": "other"}),
        "leaves their names to Terraform": at_every(TABLE, {"name": None}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        names = [each.get("name") for each in stack.of(TABLE)]
        yield from (f"has no table named {name}" for name in NAMES if name not in names)
        yield from (f"has a table named {name!r}, which nobody expects" for name in names if name not in NAMES)

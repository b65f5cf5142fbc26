from collections.abc import Iterator, Mapping

from policies.core import Policy, Resource, Severity, Stack
from policies.core.equality import same
from policies.core.strict_json import Json
from policies.requirements import HISTORIES, REFUSALS, TRANSACTIONS

EXPIRING: Mapping[str, Json] = {"attribute_name": "expires", "enabled": True}
# By name: the block that lets items go at the time in one of their attributes; None where they stay.
TIMES_TO_LIVE: Mapping[str, Mapping[str, Json] | None] = {
    HISTORIES: EXPIRING,
    REFUSALS: EXPIRING,
    TRANSACTIONS: None,
}


class TableForgetsHistoriesAlone(Policy):
    """Histories and refusals go by themselves at the time that each says in `expires`; decisions never do.

    What is remembered of a card that is no longer used serves nobody, and may be personal data. A decision that goes
    by itself is evidence lost: a wrong attribute there, such as the time of the transaction, would empty the table.
    """

    id = "FRAUD_TABLE_7"
    severity = Severity.HIGH
    applies_to = ("aws_dynamodb_table",)
    claims = ("ttl",)
    remediation = "Build the table with stacks.table.Table, with expiring_by='expires' for all but the transactions."

    compliant = {"name": HISTORIES, "ttl": {"attribute_name": "expires", "enabled": True}}
    given = {"aws_dynamodb_table.refusals": {"name": REFUSALS, "ttl": [{"attribute_name": "expires", "enabled": True}]}}
    violating = {
        "forgets by the time of the transaction": {"ttl": {"attribute_name": "timestamp"}},
        "never forgets": {"ttl": {"attribute_name": "expires", "enabled": False}},
        "does not say yes": {"ttl": {"attribute_name": "expires", "enabled": 1}},
        "forgets twice": {"ttl": [{"attribute_name": "expires"}, {"attribute_name": "timestamp"}]},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        expected, found = TIMES_TO_LIVE.get(str(resource.get("name"))), resource.get("ttl")
        if not same(found, expected) and not (expected and same(found, (expected,))):
            yield f"lets its items go by {found!r}, not by {expected and dict(expected)!r}"

from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack
from policies.core.examples import append

ID = {"name": "transaction_id", "type": "S"}
TIME = {"name": "timestamp", "type": "N"}


class TableIsKeyedByTransactionIdAndTimestamp(Policy):
    """Every table has transaction_id, a string, as its hash key and timestamp, a number, as its range key.

    The workflow's check that a transaction is stored once relies on exactly this key. Another key attribute would
    spread the data that identifies a card.
    """

    id = "FRAUD_TABLE_3"
    severity = Severity.HIGH
    applies_to = ("aws_dynamodb_table",)
    claims = ("hash_key", "range_key", "attribute")
    remediation = "Build the table with stacks.table.Table: it sets both keys and their types."

    compliant = {"hash_key": "transaction_id", "range_key": "timestamp", "attribute": [ID, TIME]}
    violating = {
        "is keyed by card": {"hash_key": "card_token"},
        "has no range key": {"range_key": None},
        "has its keys the other way round": {"hash_key": "timestamp", "range_key": "transaction_id"},
        "has the time as text": {"attribute": [ID, {"name": "timestamp", "type": "S"}]},
        "defines the id alone": {"attribute": [ID]},
        "defines one more attribute": append("attribute", item={"name": "card_token", "type": "S"}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        hash_key, range_key = resource.get("hash_key"), resource.get("range_key")
        attributes = resource.get("attribute")
        if (hash_key, range_key) != ("transaction_id", "timestamp"):
            yield f"is keyed by {hash_key!r} and {range_key!r}, not by transaction_id and timestamp"
        if attributes not in ((ID, TIME), (TIME, ID)):
            yield "does not define transaction_id as S and timestamp as N, and nothing else"

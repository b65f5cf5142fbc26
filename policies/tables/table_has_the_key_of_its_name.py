from collections.abc import Iterator, Mapping

from policies.aws.asl import items
from policies.core import Policy, Resource, Severity, Stack
from policies.core.equality import same
from policies.core.examples import append
from policies.requirements import HISTORIES, REFUSALS, TRANSACTIONS

ID, TIME, KEY, RECEIPT, OPEN, CARD = (
    {"name": name, "type": type_}
    for name, type_ in (
        *(("transaction_id", "S"), ("timestamp", "N"), ("key", "S"), ("receipt", "S")),
        *(("review_shard", "S"), ("card_token", "S")),
    )
)
# By name: the definitions of the hash key and, where there is one, of the range key.
KEYS: Mapping[str, tuple[dict[str, str], ...]] = {TRANSACTIONS: (ID, TIME), HISTORIES: (KEY,), REFUSALS: (RECEIPT,)}
# What only the indexes are keyed by: FRAUD_TABLE_8.
INDEXED: Mapping[str, tuple[dict[str, str], ...]] = {TRANSACTIONS: (OPEN, CARD)}


class TableHasTheKeyOfItsName(Policy):
    """The table of transactions is keyed by transaction_id and timestamp, and each other by one id.

    The workflow's check that a transaction is stored once, and that a card's history is the one that was read, relies
    on exactly these keys. Another key attribute would spread the data that identifies a card.
    """

    id = "FRAUD_TABLE_3"
    severity = Severity.HIGH
    applies_to = ("aws_dynamodb_table",)
    claims = ("hash_key", "range_key", "attribute")
    remediation = "Build the table with stacks.table.Table: it sets the keys and their types by `keyed_by`."

    compliant = {
        "name": TRANSACTIONS,
        "hash_key": "transaction_id",
        "range_key": "timestamp",
        "attribute": [ID, TIME, OPEN, CARD],
    }
    violating = {
        "is keyed by card": {"hash_key": "card_token"},
        "has another range key": {"range_key": "card_token"},
        "has its keys the other way round": {"hash_key": "timestamp", "range_key": "transaction_id"},
        "has a key of another type": {"attribute": [ID, {**TIME, "type": "S"}, OPEN, CARD]},
        "has a name of which no key is known": {"name": "transactions-copy"},
        "defines nothing": {"attribute": []},
        "defines one more attribute": append("attribute", item={"name": "customer_token", "type": "S"}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        expected = KEYS.get(str(resource.get("name")), ())
        names = tuple(attribute["name"] for attribute in expected)
        if tuple(resource.values[each] for each in ("hash_key", "range_key") if each in resource.values) != names:
            yield f"is not keyed by {' and '.join(names) or 'what is known of its name'} alone"
        expected = (*expected, *INDEXED.get(str(resource.get("name")), ()))
        defined = items(resource.get("attribute"))
        if len(defined) != len(expected) or not all(any(same(each, key) for each in defined) for key in expected):
            names = tuple(attribute["name"] for attribute in expected)
            yield f"does not define {' and '.join(names) or 'what is known of its name'} with their types, and no more"

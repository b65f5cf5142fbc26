from collections.abc import Iterator, Mapping

from policies.aws.asl import items
from policies.core import Policy, Resource, Severity, Stack
from policies.core.equality import same
from policies.core.examples import append
from policies.core.strict_json import Json
from policies.requirements import TRANSACTIONS

OPEN: Mapping[str, Json] = {
    "name": "open-reviews",
    "hash_key": "review_shard",
    "range_key": "timestamp",
    "projection_type": "INCLUDE",
    "non_key_attributes": ("amount_usd_text", "claimed_by", "claimed_until", "reasons", "score"),
}
_PAID = ("amount_usd_text", "country", "decision", "entry_mode", "merchant_id", "merchant_name")
CARD = {**OPEN, "name": "card-payments", "hash_key": "card_token"}
CARD |= {"non_key_attributes": (*_PAID, "reported", "reported_by", "terminal_id")}
INDEXES = (OPEN, CARD)


class TableHasTheIndexesOfItsName(Policy):
    """Transactions can be found by open review and by card, and by nothing else; histories by their key alone.

    An index is a second copy, encrypted by the table's key, that whoever may query it reads: each holds what a
    reviewer's list shows, and no token but the card's that it is ordered by. One more order, as by customer, is one
    more way to look people up, and costs a write for each payment.
    """

    id = "FRAUD_TABLE_8"
    severity = Severity.HIGH
    applies_to = ("aws_dynamodb_table",)
    claims = ("global_secondary_index", "local_secondary_index")
    remediation = "Build the table with stacks.table.Table and, if it is that of transactions, with REVIEW_INDEXES."

    compliant = {"name": TRANSACTIONS, "global_secondary_index": [OPEN, CARD]}
    violating = {
        "has none": {"global_secondary_index": None},
        "copies whole rows": {"global_secondary_index": [{**OPEN, "projection_type": "ALL"}, CARD]},
        "holds a customer's token": {
            "global_secondary_index": [OPEN, {**CARD, "non_key_attributes": ["customer_token"]}]
        },
        "orders by customer": append(
            "global_secondary_index", item={**CARD, "name": "c", "hash_key": "customer_token"}
        ),
        "puts every decision into a few partitions": {
            "global_secondary_index": [{**OPEN, "hash_key": "decision"}, CARD]
        },
        "orders a third way": {"local_secondary_index": [{"name": "amount", "range_key": "amount"}]},
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return resource.get("name") == TRANSACTIONS  # no policy claims an index of any other table

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        found = items(resource.get("global_secondary_index"))
        if len(found) != len(INDEXES) or not all(any(same(each, index) for each in found) for index in INDEXES):
            yield f"does not have {' and '.join(str(index['name']) for index in INDEXES)} alone, each as agreed"
        if "local_secondary_index" in resource.values:
            yield "has a local index, which nobody expects"

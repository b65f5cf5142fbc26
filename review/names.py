"""What the deployed system calls its tables, indexes and attributes; a test holds these to the synthesized stack."""

TRANSACTIONS, HISTORIES = "transactions", "card-histories"
# Only a row that waits for a person has the attribute, a shard, by which the first index finds it.
OPEN_REVIEWS, REVIEW_SHARD = "open-reviews", "review_shard"
SHARDS = 8
CARD_PAYMENTS, CARD = "card-payments", "card_token"
# It announces cases; a row keeps the receipt of its announcement, by which the verdict takes that out.
QUEUE, ANNOUNCEMENT, ANNOUNCED_AT = "transaction-review", "announcement", "announced_at"
# Seconds: as old as an announcement is when its alarm rings.
OVERDUE_SECONDS = 72_000
SOURCE, DETAIL_TYPE = "fraud.detection", "TransactionAnalyzed"
# No transaction has a longer id, and DynamoDB is asked for no key that it refuses.
LONGEST_ID = 128
CLAIMED_BY, CLAIMED_UNTIL = "claimed_by", "claimed_until"
# A verdict replaces one of a lower or equal rank; a reviewer's has the highest.
REVIEWER, RANK = "reviewer", 3


def card_key(token: str) -> str:
    """The key of a card's history."""
    return f"card#{token}"


def terminal_key(terminal: str) -> str:
    """The key of a terminal's confirmed frauds."""
    return f"terminal#{terminal}"

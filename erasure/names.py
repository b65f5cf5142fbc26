"""What the deployed system calls its tables and their attributes; a test holds these to the synthesized stack."""

TRANSACTIONS = "transactions"
HISTORIES = "card-histories"
CARD, CUSTOMER = "card_token", "customer_token"
# What tells in a row whose card it was. What was decided, when, where and about how much stays.
IDENTIFYING = (CARD, CUSTOMER, "device_token")


def history_key(card: str) -> str:
    """The key of a card's history."""
    return f"card#{card}"

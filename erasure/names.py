"""What the deployed system calls its tables and their attributes; a test holds these to the synthesized stack."""

TRANSACTIONS = "transactions"
HISTORIES = "card-histories"
CARD, CUSTOMER, TERMINAL = "card_token", "customer_token", "terminal_id"
# What tells in a row whose card it was. What was decided, when, where and about how much stays.
IDENTIFYING = (CARD, CUSTOMER, "device_token")


def history_key(card: str) -> str:
    """The key of a card's history."""
    return f"card#{card}"


def reported_key(terminal: str, card: str) -> str:
    """The key under which a card has counted at a terminal, as the workflow that takes reports writes it."""
    return f"reported#{terminal}#{card}"

"""The transaction-drain function: decide what could not be decided at once, since too much came."""

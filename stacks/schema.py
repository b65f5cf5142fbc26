"""The shape of a transaction, as API Gateway checks it (JSON schema, draft 4) before anything is called."""

from typing import Any

# A run of thirteen or more digits could be a card number, wherever it stands.
NO_CARD_NUMBER = {"not": {"pattern": "[0-9]{13}"}}

# API Gateway's models know no exclusive bounds: zero is kept out by the least value above it.
TIMESTAMP = {
    "description": "Milliseconds since the epoch, UTC",
    "type": "integer",
    "minimum": 1,
    "maximum": 10**13 - 1,
}


def transaction() -> dict[str, Any]:
    """Return the schema of the body of POST /transaction."""
    properties = {
        "transaction_id": _identifier(),
        "timestamp": TIMESTAMP,
        "amount": {"type": "number", "minimum": 0.01, "maximum": 1_000_000},
        "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
        "card_token": {"type": "string", "pattern": "^tok_[A-Za-z0-9]{8,56}$", **NO_CARD_NUMBER},
        "merchant_id": _identifier(),
        "terminal_id": _identifier(),
        "country": {"description": "The merchant's", "type": "string", "pattern": "^[A-Z]{2}$"},
    }
    return {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": "Transaction",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _identifier() -> dict[str, Any]:
    return {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$", **NO_CARD_NUMBER}

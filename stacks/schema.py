"""The shape of a transaction, as API Gateway checks it (JSON schema, draft 4) before anything is called.

It accepts whatever the validator accepts. What no schema can say (a card number's check digit, a currency's decimals,
a time's age, a list of codes) the validator says alone.
"""

from typing import Any

IDENTIFIER = "^[A-Za-z0-9_-]{1,64}$"
# UUIDs, ids with a provider's prefix, network tokens' references, base64.
TOKEN = "^[A-Za-z0-9_.:+/=-]{6,64}$"  # noqa: S105 - the shape of one
# As many digits as card numbers have, and no letter: a card number, or a network token of the same shape.
RAW_NUMBER = {"not": {"pattern": "^([^A-Za-z0-9]*[0-9]){12,19}[^A-Za-z0-9]*$"}}
# API Gateway may count a letter beyond the first 65,536 as two: the validator counts letters, and to half as many.
# Of a UUID, and the first digits of another.
CODE = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{20}$"
NAME = r"^[^\u0000-\u001f\u007f-\u009f<>{}\\^`|~]{1,128}$"

# API Gateway's models know no exclusive bounds: zero is kept out by the least value above it.
TIMESTAMP = {
    "description": "Milliseconds since the epoch, UTC",
    "type": "integer",
    "minimum": 1,
    "maximum": 10**13 - 1,
}
# In units of the currency, of which the smallest known has four decimals; with ISO 8583's twelve digits.
AMOUNT = {
    "description": "In units of the currency, as a number or as decimal text",
    "type": ["number", "string"],
    "minimum": 0.0001,
    "maximum": 10**12,
    "pattern": r"^[0-9]{1,12}(\.[0-9]{1,18})?$",
}
# Payments of one call, none of which stands in it twice.
MOST = 25
MANY = {"type": "array", "minItems": 1, "maxItems": MOST, "uniqueItems": True}
REQUIRED = ("transaction_id", "timestamp", "amount", "currency", "card_token", "merchant_id", "country")


def transaction() -> dict[str, Any]:
    """Return the schema of the body of POST /transaction."""
    properties = {
        "transaction_id": _text(IDENTIFIER),
        "timestamp": TIMESTAMP,
        "amount": AMOUNT,
        "currency": _text("^[A-Z]{3}$", "ISO 4217"),
        "card_token": {**_text(TOKEN, "Never a card number or a raw network token"), **RAW_NUMBER},
        "merchant_id": _text(IDENTIFIER),
        "terminal_id": _text(IDENTIFIER, "None in e-commerce"),
        "country": _text("^[A-Z]{2}$", "The merchant's, ISO 3166-1 alpha-2"),
        "merchant_name": _text(NAME, "In any script"),
        "merchant_category_code": _text("^[0-9]{4}$", "ISO 18245"),
        "entry_mode": _text("^([0-9]{2,3}|[a-z_]{2,32})$", "How the card was read: a word, or field 22 of ISO 8583"),
        "customer_token": _text(IDENTIFIER),
        "device_token": _text(IDENTIFIER),
    }
    return {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": "Transaction",
        "type": "object",
        "properties": properties,
        "required": list(REQUIRED),
        "additionalProperties": False,
    }


def transactions() -> dict[str, Any]:
    """Return the schema of the body of POST /transactions."""
    one = transaction()
    return {
        "$schema": one.pop("$schema"),
        "title": "Transactions",
        "type": "object",
        "properties": {"transactions": {**MANY, "items": one}},
        "required": ["transactions"],
        "additionalProperties": False,
    }


def report() -> dict[str, Any]:
    """Return the schema of the body of POST /report: nothing of a person, and no free text."""
    properties = {
        "transaction_id": _text(IDENTIFIER),
        "verdict": _text("^(fraud|genuine)$"),
        "reference": _text(IDENTIFIER, "The caller's own, such as that of a chargeback"),
        "code": _text(CODE, "Of the alert, by which its customer says that it was somebody else"),
    }
    return {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": "Report",
        "type": "object",
        "properties": properties,
        "required": ["transaction_id", "verdict"],
        "additionalProperties": False,
    }


def _text(pattern: str, description: str = "") -> dict[str, Any]:
    return {**({"description": description} if description else {}), "type": "string", "pattern": pattern}

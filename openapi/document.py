"""The API as an OpenAPI document (3.1, whose schemas are JSON schemas)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openapi.answers import Undescribed, responses
from policies.core import Stack
from policies.core.strict_json import Json
from policies.requirements import REGION

EXAMPLE: Mapping[str, Any] = {
    "transaction_id": "018f9f2c-6f1e-7c3a-9a51-2f6b8f0c1d2e",
    "timestamp": 1_793_360_000_000,
    "amount": "1.234",
    "currency": "KWD",
    "card_token": "tok_a1b2c3d4",
    "merchant_id": "123456789012345",
    "merchant_name": "Café Müller",
    "merchant_category_code": "5812",
    "country": "KW",
    "entry_mode": "contactless",
}
DESCRIPTION = """\
Analyzes card transactions in real time: approve, review or decline.

Never send a card number, a network token (it has the shape of one), a security code, a track of the magnetic stripe or
a PIN: each is refused. What fits the schema may still be refused with 422: a card number by issuer, length and check
digit, an amount with more decimals than its currency has, a currency or a country that is none, a time that is too old.
docs/requests.md has it all."""


def document(stack: Stack) -> dict[str, Any]:
    """Return the document of a synthesized stack; Undescribed where it answers what nobody has described."""
    (api,), (stage,) = stack.of("aws_api_gateway_rest_api"), stack.of("aws_api_gateway_stage")
    (resource,), (model,) = stack.of("aws_api_gateway_resource"), stack.of("aws_api_gateway_model")
    schema = _plain(model.get("schema"))
    if not isinstance(schema, dict):
        raise Undescribed("the model holds no schema; correct stacks/schema.py")
    return {
        "openapi": "3.1.0",
        "info": {"title": str(api.get("name")), "version": "1", "description": DESCRIPTION},
        "servers": [
            {
                "url": f"https://{{api}}.execute-api.{REGION}.amazonaws.com/{stage.get('stage_name')}",
                "variables": {"api": {"default": "api", "description": "The id of the deployed API"}},
            }
        ],
        "security": [{"key": []}],
        "paths": {f"/{resource.get('path_part')}": {"post": _operation(schema, stack)}},
        "components": {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "x-api-key"}}},
    }


def _operation(schema: dict[str, Any], stack: Stack) -> dict[str, Any]:
    # A document has one dialect of schemas, which needs no naming.
    body = {name: value for name, value in schema.items() if name != "$schema"}
    return {
        "operationId": "decide",
        "summary": "Decide on a transaction",
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": body, "example": dict(EXAMPLE)}},
        },
        "responses": responses(stack),
    }


def _plain(value: Json) -> Any:
    """The value as JSON's own types, which are not frozen."""
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else value

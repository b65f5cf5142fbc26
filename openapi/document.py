"""The API as an OpenAPI document (3.1, whose schemas are JSON schemas)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from openapi.answers import Undescribed, responses
from policies.aws.api_paths import path_of
from policies.aws.names import own_name
from policies.aws.start_execution import INTEGRATION, started_by
from policies.core import Resource, Stack
from policies.core.strict_json import Json
from policies.requirements import BATCHING, DECIDING, LOOKING, REGION, REPORTING

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
REPORT = {"transaction_id": EXAMPLE["transaction_id"], "verdict": "fraud", "reference": "chargeback-4711"}
# By the workflow behind the path.
OPERATIONS: Mapping[str, tuple[str, str, Mapping[str, Any]]] = {
    DECIDING: ("decide", "Decide on a transaction", EXAMPLE),
    BATCHING: ("decide_many", "Decide on up to 25 transactions, each for itself", {"transactions": [EXAMPLE]}),
    REPORTING: ("report", "Report that a transaction was fraud, or was none", REPORT),
    LOOKING: ("lookup", "Ask what became of a transaction that was accepted", {}),
}
# What a path or a query has, by its name.
PARAMETERS: Mapping[str, tuple[str, str]] = {
    "transaction_id": ("^[A-Za-z0-9_-]{1,64}$", "Of the transaction that was sent"),
    "receipt": ("^[0-9a-f]{128}$", "As it came with the answer that accepted the transaction"),
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
        "paths": {path: {method: operation} for path, method, operation in _operations(stack)},
        "components": {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "x-api-key"}}},
    }


def _operations(stack: Stack) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The path, the method and the operation of each, in the order of OPERATIONS."""
    order = [*OPERATIONS]
    for integration in sorted(stack.of(INTEGRATION), key=lambda each: order.index(own_name(_machine(each, stack)))):
        path = path_of(stack.resolve(integration.get("resource_id")), stack)
        (method,) = stack.having("aws_api_gateway_method", "resource_id", integration.get("resource_id"))
        yield path, str(method.get("http_method")).lower(), _operation(method, _machine(integration, stack), stack)


def _machine(integration: Resource, stack: Stack) -> Resource:
    machine = started_by(integration, stack)
    if machine is None or own_name(machine) not in OPERATIONS:
        raise Undescribed("an integration starts a workflow that OPERATIONS in openapi/document.py does not describe")
    return machine


def _operation(method: Resource, machine: Resource, stack: Stack) -> dict[str, Any]:
    operation, summary, example = OPERATIONS[own_name(machine)]
    parameters = method.get("request_parameters")
    taken = _parameters(parameters) if isinstance(parameters, Mapping) else _body(method, example, stack)
    return {"operationId": operation, "summary": summary, **taken, "responses": responses(machine, stack)}


def _body(method: Resource, example: Mapping[str, Any], stack: Stack) -> dict[str, Any]:
    model = stack.resolve(method.get("request_models", "application/json"))
    schema = _plain(model.get("schema")) if model else None
    if not isinstance(schema, dict):
        raise Undescribed("a method's model holds no schema; correct stacks/schema.py")
    # A document has one dialect of schemas, which needs no naming.
    described = {name: value for name, value in schema.items() if name != "$schema"}
    content = {"application/json": {"schema": described, "example": dict(example)}}
    return {"requestBody": {"required": True, "content": content}}


def _parameters(required: Mapping[str, Json]) -> dict[str, Any]:
    """Of the path and the query, as `method.request.path.transaction_id` names them."""
    found = []
    for place, name in (each.split(".")[2:] for each in required):
        if name not in PARAMETERS:
            raise Undescribed(f"no description of the parameter {name}; add it to PARAMETERS in openapi/document.py")
        pattern, description = PARAMETERS[name]
        schema = {"type": "string", "pattern": pattern}
        where = {"name": name, "in": place.removesuffix("string"), "required": True}
        found.append({**where, "description": description, "schema": schema})
    return {"parameters": found}


def _plain(value: Json) -> Any:
    """The value as JSON's own types, which are not frozen."""
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else value

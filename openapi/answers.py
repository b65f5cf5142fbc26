"""What the API answers: each status that the synthesized file can give, with the shape of its body."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from openapi.statuses import STATUSES
from policies.aws.names import own_name
from policies.core import Resource, Stack

Json = dict[str, Any]
# Templates choose a status by this assignment.
_OVERRIDE = re.compile(r"responseOverride\.status = (\d{3})")
_TEXT: Json = {"type": "string"}
_ERROR = {"type": "object", "properties": {"field": _TEXT, "message": _TEXT}, "required": ["field", "message"]}
# What the workflows' own answers hold, by name.
_FIELDS: Mapping[str, Json] = {
    "status": _TEXT,
    "transaction_id": _TEXT,
    "decision": {"type": "string", "enum": ["approve", "review", "decline"]},
    "score": {"type": "number", "minimum": 0, "maximum": 1},
    "reasons": {"type": "array", "items": _TEXT, "description": "Codes of what spoke against the transaction"},
    "receipt": {"type": "string", "description": "By which the caller, and nobody else, may ask for the decision"},
    "verdict": {"type": "string", "enum": ["fraud", "genuine"]},
    "duplicate": {"type": "boolean", "description": "The transaction was decided before, and this is that decision"},
    "errors": {"type": "array", "items": _ERROR, "minItems": 1},
}
_OF_ONE = {
    **_FIELDS,
    "status": {
        "type": "string",
        "enum": ["decided", "accepted", "rejected", "conflict", "unavailable"],
        "description": "What the payment would have been answered alone; unavailable: send it again",
    },
}
_ONE = {"type": "object", "properties": _OF_ONE, "required": ["transaction_id", "status"]}
_ANSWERS = {"type": "array", "items": _ONE, "description": "One for each transaction, in their order"}
FIELDS: Mapping[str, Json] = {**_FIELDS, "answers": _ANSWERS}


class Undescribed(ValueError):
    """The file answers something that is not described here; the message says what, and where to add it."""


def responses(machine: Resource, stack: Stack) -> Json:
    """Return the responses of the operation behind which this workflow stands, by their status."""
    described, found = STATUSES.get(own_name(machine), {}), sorted(set(_statuses(stack)))
    known = {status for each in STATUSES.values() for status in each}
    if unknown := [status for status in found if status not in known]:
        raise Undescribed(f"no description of the status {unknown[0]}; add it to STATUSES in openapi/statuses.py")
    return {status: _response(described[status], machine) for status in found if status in described}


def _statuses(stack: Stack) -> Iterator[str]:
    for type_ in ("aws_api_gateway_method_response", "aws_api_gateway_gateway_response"):
        yield from (str(part.get("status_code")) for part in stack.of(type_) if part.get("status_code"))
    for part in stack.of("aws_api_gateway_integration_response"):
        yield from _OVERRIDE.findall(str(part.get("response_templates", "application/json")))


def _response(described: tuple[str, str], machine: Resource) -> Json:
    description, answer = described
    schema = _workflows(answer, machine) if answer else {"type": "object", "properties": {"message": _TEXT}}
    content = {"application/json": {"schema": {**schema, "required": [*schema["properties"]]}}}
    headers = {name: {"schema": _TEXT} for name in ("Retry-After", "Location") if f"`{name}`" in description}
    return {"description": description, **({"headers": headers} if headers else {}), "content": content}


def _workflows(status: str, machine: Resource) -> Json:
    """The shape of the answer that a workflow ends with under this status."""
    states: Mapping[str, Any] = machine.get("definition", "States") or {}  # type: ignore[assignment]
    # JSONPath answers by parameters, JSONata by an output.
    given = [state.get("Parameters", state.get("Output", {})) for state in states.values() if state.get("End")]
    names = {name.removesuffix(".$") for each in given if each.get("status") == status for name in each}
    if unknown := sorted(names - FIELDS.keys()) or ([] if names else [status]):
        raise Undescribed(f"no description of {unknown[0]} in an answer; add it to FIELDS in openapi/answers.py")
    return {"type": "object", "properties": {name: FIELDS[name] for name in FIELDS if name in names}}


def written(document: Json) -> str:
    """Return the document as its file holds it."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"

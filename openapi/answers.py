"""What the API answers: each status that the synthesized file can give, with the shape of its body."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from policies.core import Stack

Json = dict[str, Any]
# Templates choose a status by this assignment.
_OVERRIDE = re.compile(r"responseOverride\.status = (\d{3})")
_TEXT: Json = {"type": "string"}
_ERROR = {"type": "object", "properties": {"field": _TEXT, "message": _TEXT}, "required": ["field", "message"]}
# What the workflow's own answers hold, by name.
FIELDS: Mapping[str, Json] = {
    "status": _TEXT,
    "transaction_id": _TEXT,
    "decision": {"type": "string", "enum": ["approve", "review", "decline"]},
    "score": {"type": "number", "minimum": 0, "maximum": 1},
    "reasons": {"type": "array", "items": _TEXT, "description": "Codes of what spoke against the transaction"},
    "duplicate": {"type": "boolean", "description": "The transaction was decided before, and this is that decision"},
    "errors": {"type": "array", "items": _ERROR, "minItems": 1},
}
# Status: what it means, and which of the workflow's answers it carries; none for a message alone.
STATUSES: Mapping[str, tuple[str, str]] = {
    "200": ("Decided; sent again, the same transaction gets the same decision", "decided"),
    "400": ("The body is no transaction by the schema", ""),
    "403": ("Without a valid API key, blocked, or on another path", ""),
    "409": ("Another transaction was sent under this id before", "conflict"),
    "413": ("The body is too large", ""),
    "415": ("The body is not application/json", ""),
    "422": ("The body fits the schema and is refused: each error names a field, and repeats no value", "rejected"),
    "429": ("Too many requests; send it again after `Retry-After` seconds", ""),
    "500": ("The transaction could not be processed", ""),
    "503": ("It is not known whether it was processed; send the same again after `Retry-After` seconds", ""),
    "504": ("It took too long; send the same again after `Retry-After` seconds", ""),
}


class Undescribed(ValueError):
    """The file answers something that is not described here; the message says what, and where to add it."""


def responses(stack: Stack) -> Json:
    """Return the responses of the one operation by their status."""
    found = sorted(set(_statuses(stack)))
    if unknown := [status for status in found if status not in STATUSES]:
        raise Undescribed(f"no description of the status {unknown[0]}; add it to STATUSES in openapi/answers.py")
    return {status: _response(status, stack) for status in found}


def _statuses(stack: Stack) -> Iterator[str]:
    for type_ in ("aws_api_gateway_method_response", "aws_api_gateway_gateway_response"):
        yield from (str(part.get("status_code")) for part in stack.of(type_) if part.get("status_code"))
    for part in stack.of("aws_api_gateway_integration_response"):
        yield from _OVERRIDE.findall(str(part.get("response_templates", "application/json")))


def _response(status: str, stack: Stack) -> Json:
    description, answer = STATUSES[status]
    schema = _workflows(answer, stack) if answer else {"type": "object", "properties": {"message": _TEXT}}
    content = {"application/json": {"schema": {**schema, "required": [*schema["properties"]]}}}
    again = {"Retry-After": {"schema": {"type": "string"}}} if "Retry-After" in description else {}
    return {"description": description, **({"headers": again} if again else {}), "content": content}


def _workflows(status: str, stack: Stack) -> Json:
    """The shape of the answer that the workflow ends with under this status."""
    (machine,) = stack.of("aws_sfn_state_machine")
    states: Mapping[str, Any] = machine.get("definition", "States") or {}  # type: ignore[assignment]
    ends = [state["Parameters"] for state in states.values() if state.get("End") and "Parameters" in state]
    names = {name.removesuffix(".$") for given in ends if given.get("status") == status for name in given}
    if unknown := sorted(names - FIELDS.keys()) or ([] if names else [status]):
        raise Undescribed(f"no description of {unknown[0]} in an answer; add it to FIELDS in openapi/answers.py")
    return {"type": "object", "properties": {name: FIELDS[name] for name in FIELDS if name in names}}


def written(document: Json) -> str:
    """Return the document as its file holds it."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"

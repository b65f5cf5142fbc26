"""What a report on a transaction holds."""

from __future__ import annotations

from collections.abc import Mapping

from policies.core import Resource
from policies.core.strict_json import Json
from policies.requirements import REPORT_MODEL

IDENTIFIER = "^[A-Za-z0-9_-]{1,64}$"
SCHEMA: Mapping[str, Json] = {
    "$schema": "http://json-schema.org/draft-04/schema#",
    "title": REPORT_MODEL,
    "type": "object",
    "properties": {
        "transaction_id": {"type": "string", "pattern": IDENTIFIER},
        "verdict": {"type": "string", "pattern": "^(fraud|genuine)$"},
        "reference": {
            "description": "The caller's own, such as that of a chargeback",
            "type": "string",
            "pattern": IDENTIFIER,
        },
        "code": {
            "description": "Of the alert, by which its customer says that it was somebody else",
            "type": "string",
            "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{20}$",
        },
    },
    "required": ("transaction_id", "verdict"),
    "additionalProperties": False,
}


def is_report(model: Resource) -> bool:
    """Whether a model describes a report, not a transaction."""
    return model.get("name") == REPORT_MODEL

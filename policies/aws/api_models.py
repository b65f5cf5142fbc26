"""Which model of the API describes what, by its name."""

from __future__ import annotations

from policies.core import Resource
from policies.requirements import BATCH_MODEL, REPORT_MODEL

MODEL = "aws_api_gateway_model"


def is_of_a_transaction(model: Resource) -> bool:
    """Whether a model describes one transaction: each does that is not of a report or of many in one call."""
    return model.get("name") not in (REPORT_MODEL, BATCH_MODEL)

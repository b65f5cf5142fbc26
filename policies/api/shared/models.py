"""Which model describes what."""

from __future__ import annotations

from policies.core import Resource
from policies.requirements import BATCH_MODEL, REPORT_MODEL

MODEL = "aws_api_gateway_model"


def is_of_a_transaction(model: Resource) -> bool:
    """Whether a model describes one transaction: each does that is not of a report or of a batch, by its name."""
    return model.get("name") not in (REPORT_MODEL, BATCH_MODEL)

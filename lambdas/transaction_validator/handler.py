"""Lambda's entry: the event is the request's body, the answer is a validity that the workflow branches on."""

import logging
import os
import time

from .transaction import Transaction
from .validation import validate

logger = logging.getLogger(__package__)
# Lambda's own root logger drops INFO lines; ours has its level to itself, so that no library starts to talk.
logger.setLevel(os.environ.get("LOG_LEVEL", "INFO"))


def handler(event: object, _context: object) -> dict[str, object]:
    """Return `{"valid": true, "transaction", "digest"}` or `{"valid": false, "errors": [{"field", "message"}]}`."""
    outcome = validate(event, now=time.time_ns() // 1_000_000)
    if isinstance(outcome, Transaction):
        logger.info("accepted")
        return {"valid": True, "transaction": outcome.as_json(), "digest": outcome.digest}
    logger.info("rejected because of: %s", ", ".join(sorted({error.field for error in outcome})))
    return {"valid": False, "errors": [error.as_json() for error in outcome]}

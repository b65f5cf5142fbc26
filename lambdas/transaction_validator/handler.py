"""Lambda's entry: the event is the request's body, the answer is a validity that the workflow branches on."""

import logging
import os
import time
from functools import cache

from lambdas.shared.environment import whole
from lambdas.shared.words import known_words

from . import rates, schema, tables
from .money import worth
from .transaction import Transaction
from .validation import Limits, validate

logger = logging.getLogger(__package__)
# Lambda's own root logger drops INFO lines; ours has its level to itself, so that no library starts to talk.
logger.setLevel(os.environ.get("LOG_LEVEL", "INFO"))


def handler(event: object, _context: object) -> dict[str, object]:
    """Return `{"valid": true, "transaction", "digest"}` or `{"valid": false, "errors": [{"field", "message"}]}`."""
    now, limits = time.time_ns() // 1_000_000, _limits()
    outcome = validate(event, now=now, limits=limits)
    if isinstance(outcome, Transaction):
        logger.info("accepted")
        value = worth(outcome.amount, outcome.currency, rates=limits.rates, now=now)
        return {"valid": True, "transaction": outcome.as_json(value), "digest": outcome.digest}
    logger.info(
        "rejected because of: %s",
        known_words(
            {error.field for error in outcome},
            "amount",
            "body",
            "card_token",
            "country",
            "currency",
            "customer_token",
            "device_token",
            "entry_mode",
            "merchant_category_code",
            "merchant_id",
            "merchant_name",
            "terminal_id",
            "timestamp",
            "transaction_id",
        ),
    )
    return {"valid": False, "errors": [error.as_json() for error in outcome]}


@cache
def _limits() -> Limits:
    """Without one of them every call fails, and none goes by a limit that nobody stated."""
    return Limits(
        schema=schema.read(os.environ["TRANSACTION_SCHEMA"]),
        rates=rates.read(tables.rates(), days=whole("MAXIMUM_RATE_AGE_DAYS", os.environ)),
        age_hours=whole("MAXIMUM_AGE_HOURS", os.environ),
        clock_skew_minutes=whole("MAXIMUM_CLOCK_SKEW_MINUTES", os.environ),
        largest_usd=whole("LARGEST_AMOUNT_USD", os.environ),
    )

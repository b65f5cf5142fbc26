"""Lambda's entry: the event is the workflow's `{"transaction": ...}`, the answer a decision with score and reasons."""

import logging
import os
import time
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache

from lambdas.shared import parameters
from lambdas.shared.environment import whole
from lambdas.shared.words import known_words

from . import counting, endpoint, history, model
from .features import Features
from .scoring import Limits, Score, analyze, rules
from .transaction import from_event

logger = logging.getLogger(__package__)
# Lambda's own root logger drops INFO lines; ours has its level to itself, so that no library starts to talk.
logger.setLevel(os.environ.get("LOG_LEVEL", "INFO"))

SHIPPED_MODEL = "local"


def handler(event: Mapping[str, Mapping[str, object]], _context: object) -> dict[str, object]:
    """Return the decision; whatever fails is the workflow's to catch, and a transaction without one is reviewed."""
    limits = _limits()
    transaction = from_event(event)
    where = _parameters()()[os.environ["MODEL_ENDPOINT_PARAMETER"]].strip()
    score = _scorer(where, limits)
    analysis = analyze(transaction, history=history.unknown, score=score, rules=rules(limits)).as_json()
    analysis |= {
        "rules": "1",
        "shadow_model": "",
        "shadow_score_text": "",
        "alert": analysis["decision"] != "approve",
        **counting.counted(event),
    }
    logger.info(
        "%s by the %s model",
        known_words([analysis["decision"]], "approve", "review", "decline"),
        "local" if where == SHIPPED_MODEL else "remote",
    )
    return analysis


def _scorer(where: str, limits: Limits) -> Callable[[Features], Score]:
    return _shipped().score if where == SHIPPED_MODEL else endpoint.scorer(where, seconds=limits.model_seconds)


@cache
def _limits() -> Limits:
    """Read first of all: without one of them every call fails, and none goes by a number that nobody stated."""
    return Limits(
        review_threshold=Decimal(whole("REVIEW_THRESHOLD", os.environ)),
        model_seconds=whole("MODEL_TIMEOUT_MS", os.environ) / 1000,
    )


@cache
def _shipped() -> model.Model:
    return model.load()


@cache
def _parameters() -> Callable[[], Mapping[str, str]]:
    name, timeout = os.environ["MODEL_ENDPOINT_PARAMETER"], whole("CALL_TIMEOUT_MS", os.environ)
    return parameters.cached(
        lambda: parameters.read(name, client=parameters.client(timeout)),
        seconds=whole("PARAMETER_CACHE_SECONDS", os.environ),
        clock=time.monotonic,
        warn=logger.warning,
    )

"""Lambda's entry: the event is the workflow's `{"transaction": ...}`, the answer a decision with score and reasons."""

import logging
import os
import time
from collections.abc import Callable, Mapping
from functools import cache

from . import endpoint, history, model, parameters
from .features import Features
from .scoring import Score, analyze
from .transaction import from_event

logger = logging.getLogger(__package__)
# Lambda's own root logger drops INFO lines; ours has its level to itself, so that no library starts to talk.
logger.setLevel(os.environ.get("LOG_LEVEL", "INFO"))

SHIPPED_MODEL = "local"


def handler(event: Mapping[str, Mapping[str, object]], _context: object) -> dict[str, object]:
    """Return the decision; whatever fails is the workflow's to catch, and a transaction without one is reviewed."""
    transaction = from_event(event)
    where = _parameters()()[os.environ["MODEL_ENDPOINT_PARAMETER"]].strip()
    analysis = analyze(transaction, history=history.unknown, score=_scorer(where)).as_json()
    logger.info("%s by model %s", analysis["decision"], analysis["model"])
    return analysis


def _scorer(where: str) -> Callable[[Features], Score]:
    return _shipped().score if where == SHIPPED_MODEL else endpoint.scorer(where)


@cache
def _shipped() -> model.Model:
    return model.load()


@cache
def _parameters() -> Callable[[], Mapping[str, str]]:
    name = os.environ["MODEL_ENDPOINT_PARAMETER"]
    return parameters.cached(lambda: parameters.read(name, client=parameters.client()), clock=time.monotonic)

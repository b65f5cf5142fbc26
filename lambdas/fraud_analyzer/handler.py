"""Lambda's entry: the event is the workflow's transaction and history, the answer a decision and what is to be kept."""

import logging
import os
import time
from collections.abc import Callable, Mapping
from functools import cache

from lambdas.shared import parameters
from lambdas.shared.environment import whole
from lambdas.shared.words import known_words

from . import endpoint, history, model, rules, shadow
from .analysis import HISTORY_UNAVAILABLE, Analysis, analyze
from .features import Features
from .learning import learned
from .scoring import Decision, Score
from .transaction import from_event

logger = logging.getLogger(__package__)
# Lambda's own root logger drops INFO lines; ours has its level to itself, so that no library starts to talk.
logger.setLevel(os.environ.get("LOG_LEVEL", "INFO"))

SHIPPED_MODEL = "local"


def handler(event: Mapping[str, object], _context: object) -> dict[str, object]:
    """Return the decision; whatever fails is the workflow's to catch, and a transaction without one is reviewed."""
    loaded, seconds = _rules(), _model_seconds()
    transaction, at = from_event(event), time.time_ns() // 1_000_000
    where = _parameters()()[os.environ["MODEL_ENDPOINT_PARAMETER"]].strip()
    known = history.read(event.get("history"), transaction, at=at)
    analysis = analyze(transaction, known, at=at, rules=loaded, score=_scorer(where, seconds))
    answer = analysis.as_json()
    _tell(answer, analysis, where)
    kept = learned(transaction, known, analysis, at=at, counting=loaded.counting)
    return {**answer, **shadow.scored(_shadow(), analysis.asked), **kept}


def _tell(answer: Mapping[str, object], analysis: Analysis, where: str) -> None:
    logger.info(
        "%s by the %s model",
        known_words([answer["decision"]], "approve", "review", "decline"),
        "local" if where == SHIPPED_MODEL else "remote",
    )
    # Alarms count these lines.
    if analysis.asked is not None and analysis.score.decision is not Decision.APPROVE:
        logger.info("score in the upper band")
    if HISTORY_UNAVAILABLE in analysis.reasons:
        logger.warning("history unavailable")


def _scorer(where: str, seconds: float) -> Callable[[Features], Score]:
    return _shipped().score if where == SHIPPED_MODEL else endpoint.scorer(where, seconds=seconds)


@cache
def _rules() -> rules.Rules:
    """Read first of all, as the limit is: without them every call fails, and none goes by what nobody stated."""
    return rules.load(whole("REVIEW_THRESHOLD", os.environ))


@cache
def _model_seconds() -> float:
    return whole("MODEL_TIMEOUT_MS", os.environ) / 1000


@cache
def _shipped() -> model.Model:
    return model.load()


@cache
def _shadow() -> model.Model | None:
    return shadow.load(warn=logger.warning)


@cache
def _parameters() -> Callable[[], Mapping[str, str]]:
    name, timeout = os.environ["MODEL_ENDPOINT_PARAMETER"], whole("CALL_TIMEOUT_MS", os.environ)
    return parameters.cached(
        lambda: parameters.read(name, client=parameters.client(timeout)),
        seconds=whole("PARAMETER_CACHE_SECONDS", os.environ),
        clock=time.monotonic,
        warn=logger.warning,
    )

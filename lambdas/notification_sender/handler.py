"""Lambda's entry: the event is the workflow's transaction and analysis, the answer SNS's id of the message."""

import logging
import os
import time
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from lambdas.shared import parameters
from lambdas.shared.environment import whole
from lambdas.shared.words import known_words

from . import topic
from .message import messages

logger = logging.getLogger(__package__)
# Lambda's own root logger drops INFO lines; ours has its level to itself, so that no library starts to talk.
logger.setLevel(os.environ.get("LOG_LEVEL", "INFO"))


def handler(event: Mapping[str, Any], _context: object) -> dict[str, str]:
    """Publish to all who hear of it and return `{"message_id"}`; whatever fails is the workflow's to catch.

    Nobody can tell whether a publication without an answer went out. The workflow then tries again, so that a customer
    may be told twice, and never not at all.
    """
    templates = _templates()()
    composed = messages(
        event,
        email=templates[os.environ["EMAIL_TEMPLATE_PARAMETER"]],
        sms=templates[os.environ["SMS_TEMPLATE_PARAMETER"]],
    )
    message_id = topic.publish(composed, topic=os.environ["TOPIC_ARN"], client=topic.client(_call_timeout_ms()))
    logger.info("published a message: %s", known_words([composed[0].severity], "review", "decline"))
    if composed[0].again:
        logger.warning("an earlier attempt may have published the same message")
    return {"message_id": message_id}


def _call_timeout_ms() -> int:
    return whole("CALL_TIMEOUT_MS", os.environ)


@cache
def _templates() -> Callable[[], Mapping[str, str]]:
    names = os.environ["EMAIL_TEMPLATE_PARAMETER"], os.environ["SMS_TEMPLATE_PARAMETER"]
    return parameters.cached(
        lambda: parameters.read(*names, client=parameters.client(_call_timeout_ms())),
        seconds=whole("PARAMETER_CACHE_SECONDS", os.environ),
        clock=time.monotonic,
        warn=logger.warning,
    )

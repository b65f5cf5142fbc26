"""The account itself: questions asked by the credentials of whoever runs this, and nothing changed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from gate.preflight.needs import Needs
from gate.preflight.questions import Answer, Answers, Question, Refused, questions
from gate.preflight.trails import about_trails

CONFIG = Config(connect_timeout=5, read_timeout=20, retries={"total_max_attempts": 3})


def answers_about(needs: Needs, account: str, *, concurrency: bool) -> Answers:
    """What the account answers about all that these files need; see `questions`."""
    first = ask(questions(needs, account, concurrency=concurrency), needs.region)
    # Which trails there are is known only then.
    return {**first, **ask(about_trails(needs, first), needs.region)}


def ask(questions: Iterable[Question], region: str) -> Answers:
    """What the account answers in a region, or why it does not."""

    @cache
    def client(service: str) -> Any:
        return boto3.client(service, region_name=region, config=CONFIG)

    return {question: _answer(client, question) for question in questions}


def _answer(client: Any, question: Question) -> Answer:
    try:
        service = client(question.service)
        if service.can_paginate(question.operation):
            found: Answer = service.get_paginator(question.operation).paginate(**question.arguments).build_full_result()
        else:
            found = getattr(service, question.operation)(**question.arguments)
    except ClientError as error:
        return Refused(str(error.response["Error"]["Code"]))
    except (BotoCoreError, ValueError) as error:
        return Refused(type(error).__name__)
    return found

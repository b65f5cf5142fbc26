"""Each function is called as it is deployed, or its figure is of nothing."""

import logging
import os
from pathlib import Path
from typing import Any

import boto3
import pytest

from bench import JUDGING, drain, handlers
from lambdas.notification_sender import topic
from lambdas.shared import parameters
from lambdas.transaction_drain import executions, histories
from lambdas.transaction_drain.handler import handler
from policies.requirements import ANALYZER, DRAIN, NOTIFIER, VALIDATOR


def test_every_function_is_timed(
    synthesized: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    answers: list[Any] = []
    monkeypatch.setattr(handlers, "CALLS", 1)
    # What it replaces for a process of its own is put back here.
    monkeypatch.setattr(os, "environ", dict(os.environ))
    # The SDK's session keeps what it read of the environment; the one made here is not for other tests.
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    monkeypatch.setattr(parameters, "client", parameters.client)
    monkeypatch.setattr(topic, "client", topic.client)
    monkeypatch.setattr(drain, "handler", lambda event, context: answers.append(handler(event, context)))
    for of in (executions, histories):
        of.client.cache_clear()
    try:
        timed = dict(handlers.milliseconds(synthesized.read_bytes()))
    finally:
        logging.disable(logging.NOTSET)
        for of in (executions, histories):
            of.client.cache_clear()
    assert {*timed} == {VALIDATOR, ANALYZER, NOTIFIER, DRAIN, DRAIN + JUDGING}
    assert [each["status"] for each in answers[-1]["each"]] == ["judged"] * drain.CALLED
    assert min(timed.values()) >= 0
    # Each would tell of a history or a service that it does not find, and do less.
    assert caplog.messages == []

"""Losses that are allowed (gate/plan/losses.py): each is one that TOML's own reader finds, and none is half said."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime

from fuzzing.given_file import given
from fuzzing.oracle import refused, require
from gate.plan.losses import load_allowances
from gate.strict_toml import BrokenToml


def run(data: bytes) -> None:
    """Reads the file as the gate does."""
    try:
        allowances = load_allowances(given(data, "losses.toml"))
    except BrokenToml as error:
        refused(error)
        return
    entries = tomllib.loads(data.decode()).get("loss", [])
    require([asdict(each) for each in allowances] == entries, "allows other losses than the file says")
    for each in allowances:
        is_day = isinstance(each.expires, date) and not isinstance(each.expires, datetime)
        require(is_day and all(str(text).strip() for text in asdict(each).values()), "allows a loss that is half said")


def seeds() -> Iterator[bytes]:
    """No loss, one, and two."""
    loss = b"""[[loss]]
stack = "fraud-detection"
address = "aws_sqs_queue.a"
owner = "platform"
ticket = "OPS-1"
reason = "it is empty"
expires = 2026-12-31
"""
    yield b"# none\n"
    yield loss
    yield loss + b"\n" + loss.replace(b"queue.a", b"queue.b")

"""Waivers and allowed losses (gate/dated_entries.py): each as TOML's own reader finds it, none half said."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

from fuzzing.given_file import given
from fuzzing.oracle import refused, require
from gate.dated_entries import BrokenEntries
from gate.plan.losses import load_allowances
from gate.waivers.load import load_waivers


def run(data: bytes) -> None:
    """Reads the file as the gate reads its waivers, and as it reads allowed losses."""
    _read(data, "waiver", load_waivers)
    _read(data, "loss", load_allowances)


def _read(data: bytes, table: str, load: Callable[[Path], Sequence[Any]]) -> None:
    try:
        entries = load(given(data, f"{table}.toml"))
    except BrokenEntries as error:
        refused(error)
        return
    content = tomllib.loads(data.decode())
    listed = content.pop(table, [])
    require(not content, f"accepts what is no {table}")
    require([asdict(each) for each in entries] == listed, "takes other entries than the file says")
    for each in entries:
        end = each.expires
        require(isinstance(end, date) and not isinstance(end, datetime), "takes an entry without a last day")
        texts = [text for name, text in asdict(each).items() if name != "expires"]
        require(
            all(isinstance(text, str) and text.strip() for text in texts), "takes an entry that leaves something out"
        )


def seeds() -> Iterator[bytes]:
    """No entry, a waiver, two, and a loss."""
    common = b"""owner = "platform"
ticket = "OPS-1"
reason = "until the audit"
expires = 2026-12-31
"""
    waiver = b'[[waiver]]\npolicy = "FRAUD_LOG_1"\nplace = "fraud-detection/logs"\n' + common + b'value = "sha256:00"\n'
    yield b"# none\n"
    yield waiver
    yield waiver + b"\n" + waiver.replace(b"LOG_1", b"LOG_2")
    yield b'[[loss]]\nstack = "fraud-detection"\naddress = "aws_sqs_queue.a"\n' + common

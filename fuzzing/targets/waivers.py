"""The waivers (gate/waivers/load.py): each is one that TOML's own reader finds, and none is half said."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime

from fuzzing.given_file import given
from fuzzing.oracle import refused, require
from gate.waivers.load import BrokenWaivers, load_waivers


def run(data: bytes) -> None:
    """Reads the file as the gate does."""
    try:
        waivers = load_waivers(given(data, "waivers.toml"))
    except BrokenWaivers as error:
        refused(error)
        return
    content = tomllib.loads(data.decode())
    entries = content.pop("waiver", [])
    require(not content, "accepts what is no waiver")
    require([asdict(each) for each in waivers] == entries, "takes other waivers than the file says")
    for each in waivers:
        end = each.expires
        require(isinstance(end, date) and not isinstance(end, datetime), "takes a waiver without a last day")
        texts = [text for name, text in asdict(each).items() if name != "expires"]
        require(
            all(isinstance(text, str) and text.strip() for text in texts), "takes a waiver that leaves something out"
        )


def seeds() -> Iterator[bytes]:
    """No waiver, one, and two."""
    waiver = b"""[[waiver]]
policy = "FRAUD_LOG_1"
place = "fraud-detection/logs"
owner = "platform"
ticket = "OPS-1"
reason = "until the audit"
expires = 2026-12-31
value = "sha256:00"
"""
    yield b"# none\n"
    yield waiver
    yield waiver + b"\n" + waiver.replace(b"LOG_1", b"LOG_2")

"""The record of what a function calls (policies/core/recorded_calls.py)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from fuzzing.oracle import deeply, refused, require
from fuzzing.targets.strict_json import accepted
from policies.core.recorded_calls import BrokenRecord, blocks, recorded
from policies.core.resources import Resource
from policies.core.strict_json import loads

FILE = "lambdas/card_freezer/calls.json"


def run(data: bytes) -> None:
    """Reads the record as the one of a function."""
    try:
        (block,) = blocks({FILE: data})
    except BrokenRecord as error:
        refused(error)
    else:
        with deeply():
            _accepted(data.decode(), block)


def _accepted(text: str, block: Resource) -> None:
    accepted(text, loads(text))
    said = json.loads(text)
    pairs = [(call["action"], call["on"]) for call in said["calls"]]
    require([*recorded(block)] == pairs, "records other calls than the file says")
    require(pairs == sorted(set(pairs)), "records a call twice, or without order")
    require(block.get("source") == said["source"] and len(said["source"]) == 71, "has another digest of the source")
    require(block.address == "calls.card-freezer", "is the record of another function")


def seeds() -> Iterator[bytes]:
    """A record of two calls, and one of none."""
    calls = [{"action": "dynamodb:GetItem", "on": "TABLE"}, {"action": "ssm:GetParameters", "on": "PARAMETER"}]
    yield json.dumps({"source": f"sha256:{'0' * 64}", "calls": calls}).encode()
    yield json.dumps({"source": f"sha256:{'a' * 64}", "calls": []}).encode()

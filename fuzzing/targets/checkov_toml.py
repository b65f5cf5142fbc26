"""What Checkov's own checks must report, and which are declined (gate/engines/checkov/built_ins.py)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

from fuzzing.given_file import given
from fuzzing.oracle import refused, require
from gate.engines.checkov.built_ins import BrokenBuiltIns, BuiltIns


def run(data: bytes) -> None:
    """Reads the file as the gate does."""
    try:
        found = BuiltIns.load(given(data, "checkov.toml"))
    except BrokenBuiltIns as error:
        refused(error)
        return
    said = tomllib.loads(data.decode())
    require({check: [*types] for check, types in found.reports.items()} == said["reports"], "takes other reports")
    declined = said.get("declined", {})
    excuses = {check: f"{each['reason']} ({each['owner']}, {each['date']})" for check, each in declined.items()}
    require(dict(found.declined) == excuses, "declines other checks than the file says")
    require(found.declined.keys() <= found.reports.keys(), "declines a check that need not report")
    titles = {**said.get("titles", {}), **{check: each["title"] for check, each in declined.items()}}
    require(dict(found.titles) == titles, "takes other titles than the file says")


def seeds() -> Iterator[bytes]:
    """A check that reports, one that is declined, and a title."""
    yield b"""[reports]
CKV_AWS_1 = ["aws_iam_policy"]
CKV_AWS_2 = ["aws_lb", "aws_alb"]
[titles]
CKV_AWS_1 = "No full access"
[declined.CKV_AWS_2]
title = "HTTPS only"
reason = "there is none"
owner = "platform"
date = 2026-11-25
"""

"""The measured figures: what `make bench` says a warm call of each function costs, kept beside this module."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from os import cpu_count
from pathlib import Path

FILE = Path(__file__).with_name("measured.json")


@dataclass(frozen=True)
class Measured:
    """CPU milliseconds of a warm call, without AWS, by the function's name."""

    date: str
    machine: str
    milliseconds: Mapping[str, float]


def load() -> Measured:
    """Return the figures that are kept."""
    return Measured(**json.loads(FILE.read_text(encoding="utf-8")))


def measure(stack: bytes) -> Measured:
    """Measure on this machine, as `make bench` does, in the environment that a synthesized file gives the functions."""
    # Imported here, since it brings the functions along.
    from bench.handlers import milliseconds  # noqa: PLC0415

    machine = f"{cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    spent = {name: round(each, 3) for name, each in milliseconds(stack)}
    return Measured(str(datetime.now(UTC).date()), machine, spent)

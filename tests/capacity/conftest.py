"""A system as it was synthesized, and ways to simulate it."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from capacity import measured, prices, reading
from capacity.assumptions import Conditions
from capacity.runs import WARM, Given, assuming
from capacity.system import System

Edit = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="session")
def system(synthesized: Path) -> System:
    return reading.read(synthesized)


@pytest.fixture(scope="session")
def given(system: System) -> Given:
    return Given(system, Conditions(measured.load().milliseconds), prices.load())


@pytest.fixture(scope="session")
def warm(given: Given) -> Given:
    """Ten seconds, on tables that refuse nothing."""
    return assuming(replace(given, seconds=10), "table", WARM)


@pytest.fixture(scope="session")
def edited(synthesized: Path) -> Callable[[Edit], System]:
    """The system of the synthesized file, with an edit of its resources."""

    def read(edit: Edit) -> System:
        file = json.loads(synthesized.read_text(encoding="utf-8"))
        edit(file["resource"])
        return reading.described(json.dumps(file).encode())

    return read

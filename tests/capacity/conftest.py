"""A system as it was synthesized, and ways to simulate it."""

from pathlib import Path

import pytest

from capacity import measured, prices, reading
from capacity.assumptions import Conditions
from capacity.runs import Given
from capacity.system import System


@pytest.fixture(scope="session")
def system(synthesized: Path) -> System:
    return reading.read(synthesized)


@pytest.fixture(scope="session")
def given(system: System) -> Given:
    return Given(system, Conditions(measured.load().milliseconds), prices.load())

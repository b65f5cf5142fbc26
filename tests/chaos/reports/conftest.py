"""The workflow of reports in the place of the one that decides, on tables of its own, with its table of faults."""

from typing import Any

import pytest

from tests.chaos.interpreter import Interpreter
from tests.chaos.named import named
from tests.chaos.reports.rows import Row
from tests.chaos.reports.tables import Tables
from tests.chaos.reports.trial import table


@pytest.fixture(scope="session")
def definition(stack: dict[str, Any]) -> dict[str, Any]:
    return named(stack, "transaction-reports")


@pytest.fixture(scope="module")
def faulty(interpreter: Interpreter, tables: Tables) -> list[Row]:
    """All rows in which something fails, or another comes between."""
    return table(interpreter, tables)

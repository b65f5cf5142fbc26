"""The workflow of reports in the place of the one that decides, on tables of its own, with its table of faults."""

import json
import re
from typing import Any

import pytest

from tests.chaos.interpreter import Interpreter
from tests.chaos.reports.rows import Row
from tests.chaos.reports.tables import Tables
from tests.chaos.reports.trial import table

REFERENCE = re.compile(r"\$\{(\w+)\.([\w-]+)\.\w+\}")


@pytest.fixture(scope="session")
def definition(stack: dict[str, Any]) -> dict[str, Any]:
    """With names in the place of references: a table has no other, and a key is as good as its id."""
    resources = stack["resource"]
    machines = resources["aws_sfn_state_machine"].values()
    (written,) = (machine["definition"] for machine in machines if machine["name"] == "transaction-reports")
    named: str = REFERENCE.sub(lambda reference: resources[reference[1]][reference[2]]["name"], written)
    return dict(json.loads(named))


@pytest.fixture(scope="session")
def tables(stack: dict[str, Any]) -> Tables:
    return Tables(stack)


@pytest.fixture(scope="module")
def faulty(interpreter: Interpreter, tables: Tables) -> list[Row]:
    """All rows in which something fails, or another comes between."""
    return table(interpreter, tables)

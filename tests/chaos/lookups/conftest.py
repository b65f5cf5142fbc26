"""The workflow that is asked in the place of the one that decides, on a table of its own."""

import json
from typing import Any

import pytest

from tests.chaos.reports.conftest import REFERENCE
from tests.chaos.reports.tables import Tables


@pytest.fixture(scope="session")
def definition(stack: dict[str, Any]) -> dict[str, Any]:
    """With names in the place of references."""
    resources = stack["resource"]
    machines = resources["aws_sfn_state_machine"].values()
    (written,) = (machine["definition"] for machine in machines if machine["name"] == "transaction-lookups")
    named: str = REFERENCE.sub(lambda reference: resources[reference[1]][reference[2]]["name"], written)
    return dict(json.loads(named))


@pytest.fixture(scope="session")
def tables(stack: dict[str, Any]) -> Tables:
    return Tables(stack)

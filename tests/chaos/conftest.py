"""One interpreter for all tests of a folder, which one worker therefore runs; loudly skipped where it cannot be had."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from live.answers import Response
from live.missing import Missing
from tests.chaos import states_language
from tests.chaos.interpreter import Interpreter
from tests.chaos.reports.tables import Tables
from tests.lambdas.environments import environments, started
from tests.live.conftest import REQUIRED


# Before xdist looks for groups, also where these tests alone are asked for.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "interpreter" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group(f"chaos in {item.path.parent.name}"))


@pytest.fixture(scope="session")
def definition(stack: dict[str, Any]) -> dict[str, Any]:
    machines = stack["resource"]["aws_sfn_state_machine"].values()
    (deciding,) = (machine for machine in machines if machine["name"] == "transaction-processing")
    found: dict[str, Any] = json.loads(deciding["definition"])
    return found


@pytest.fixture(scope="session")
def tables(stack: dict[str, Any]) -> Tables:
    """Those of the workflows that read and write items themselves."""
    return Tables(stack)


# No longer than a module: the validator's environment is not for other tests.
@pytest.fixture(scope="module")
def interpreter(
    responses: tuple[Response, ...], stack: dict[str, Any], definition: dict[str, Any]
) -> Iterator[Interpreter]:
    try:
        states_language.interpreter()
    except Missing as missing:
        if REQUIRED:
            raise
        pytest.skip(f"NOT TESTED: {missing}")
    with started(environments(stack)["transaction-validator"]):
        yield Interpreter(definition, responses)

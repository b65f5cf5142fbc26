"""One interpreter for each module, which one worker therefore runs; loudly skipped where it cannot be had."""

import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest

from live.answers import Response
from live.missing import Missing
from tests.chaos.interpreter import Interpreter, interpreting
from tests.chaos.trial import tried
from tests.lambdas.environments import environments, started
from tests.live.conftest import REQUIRED

# Most of an execution is a wait of the interpreter's own.
AT_ONCE = 48


# Before xdist looks for groups, also where these tests alone are asked for.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "interpreter" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("chaos"))


@pytest.fixture(scope="session")
def definition(stack: dict[str, Any]) -> dict[str, Any]:
    (machine,) = stack["resource"]["aws_sfn_state_machine"].values()
    found: dict[str, Any] = json.loads(machine["definition"])
    return found


# No longer than a module: whoever serves the tasks calls AWS, which other tests forbid.
@pytest.fixture(scope="module")
def interpreter(
    responses: tuple[Response, ...],
    stack: dict[str, Any],
    definition: dict[str, Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Interpreter]:
    scratch = tmp_path_factory.mktemp("chaos")
    try:
        validator = started(environments(stack)["transaction-validator"])
        with validator, interpreting(definition, responses, scratch) as found:
            yield found
    except Missing as missing:
        if REQUIRED:
            raise
        pytest.skip(f"NOT TESTED: {missing}")


@pytest.fixture(scope="module")
def tried_rows(interpreter: Interpreter, request: pytest.FixtureRequest) -> Mapping[str, list[str]]:
    """What is wrong in each row that is asked for, all run beside one another."""
    asked = [item.callspec.params["row"] for item in request.session.items if "tried_rows" in item.fixturenames]  # type: ignore[attr-defined]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(zip(map(str, asked), pool.map(partial(tried, interpreter=interpreter), asked), strict=True))

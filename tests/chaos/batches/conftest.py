"""The workflow of many payments, whose executions are those of the one that decides."""

from __future__ import annotations

from typing import Any

import pytest

from live.answers import Response
from tests.chaos.interpreter import Interpreter
from tests.chaos.named import named


@pytest.fixture(scope="session")
def definition(stack: dict[str, Any]) -> dict[str, Any]:
    found = named(stack, "transaction-batches")
    # One payment after the other: what the interpreter is made to do, it does for one execution at a time.
    found["States"]["EachPayment"]["MaxConcurrency"] = 1
    return found


@pytest.fixture(scope="session")
def deciding(stack: dict[str, Any], responses: tuple[Response, ...]) -> Interpreter:
    return Interpreter(named(stack, "transaction-processing"), responses)

"""The workflow that is asked in the place of the one that decides, on a table of its own."""

from typing import Any

import pytest

from tests.chaos.named import named


@pytest.fixture(scope="session")
def definition(stack: dict[str, Any]) -> dict[str, Any]:
    return named(stack, "transaction-lookups")

"""What the pytest policies judge: one synthesized file, read as the gate reads it.

They say what must be true of the stack as a whole: that it is complete, that its parts are wired to each other, and
that the file depends on nothing but our code. What must be true of a single resource stands in `policies/`.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import Json

Find = Callable[..., Resource]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--synthesized", metavar="FILE", help="judge this cdk.tf.json, and not a fresh synthesis")


@pytest.fixture(scope="session")
def stack(request: pytest.FixtureRequest) -> Stack:
    given = request.config.getoption("synthesized", default=None)
    return Stack.load(Path(given or request.getfixturevalue("synthesized")).read_bytes())


@pytest.fixture(scope="session")
def the(stack: Stack) -> Find:
    """The one resource of a type with these values, `the("aws_sns_topic", name="fraud-alerts")`; a test's failure."""
    return finder(stack)


def finder(stack: Stack) -> Find:
    """Finds the one resource of a type that has these values, or raises AssertionError."""

    def found(type_: str, **having: Json) -> Resource:
        matching = [each for each in stack.of(type_) if having.items() <= each.values.items()]
        wanted = " ".join((type_, *(f"with {key} {value}" for key, value in having.items())))
        assert len(matching) == 1, f"there must be one {wanted}, and there are {len(matching)}"
        return matching[0]

    return found

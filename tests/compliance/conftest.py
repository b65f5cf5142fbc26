"""What the pytest policies judge: one synthesized file, read as the gate reads it.

They say what must be true of the stack as a whole: that it is complete, that its parts are wired to each other, and
that the file depends on nothing but our code. What must be true of a single resource stands in `policies/`.

A file of tests judges the system's stack, or those that it names: `STACKS = KNOWN_STACKS`.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from policies.core.known_stacks import SYSTEM
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import Json

Find = Callable[..., Resource]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--synthesized", metavar="FILE", help="judge this cdk.tf.json, and not a fresh synthesis")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Without a file to judge, each test judges a fresh synthesis of each of its stacks."""
    names = getattr(metafunc.module, "STACKS", (SYSTEM,))
    if "stack" in metafunc.fixturenames and not metafunc.config.getoption("synthesized", default=None):
        metafunc.parametrize("stack", names, indirect=True, scope="module")


@pytest.fixture(scope="module")
def stack(request: pytest.FixtureRequest) -> Stack:
    given = request.config.getoption("synthesized", default=None)
    if given:
        return Stack.load(Path(given).read_bytes())
    system: Path = request.getfixturevalue("synthesized")
    return Stack.load((system.parents[1] / request.param / system.name).read_bytes())


@pytest.fixture(scope="module")
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

"""The module that a function is entered at, as it may lie in a bundle that somebody else has packed."""

import pytest

from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import Frozen
from policies.folder.bundle_defines_its_handler import BundleDefinesItsHandler

FUNCTION = Resource(
    "aws_lambda_function", "a", Frozen({"filename": "assets/a.zip", "handler": "a.handler.handler"}), "stack/a"
)


def said(source: str) -> list[str]:
    members = Frozen({"a/handler.py": Frozen({"source": source})})
    bundle = Resource("bundle", "a", Frozen({"filename": "assets/a.zip", "members": members}))
    return [*BundleDefinesItsHandler().violations(bundle, Stack((FUNCTION, bundle)))]


def test_a_module_that_defines_the_handler_passes() -> None:
    assert said("def handler(event, context): ...\n") == []


@pytest.mark.parametrize("source", [f"x = {'(' * 150}{')' * 150}", f"x = {'-' * 5_000}1", "x = (", "\0"], ids=len)
def test_a_module_that_python_cannot_parse_is_a_violation_and_no_crash(source: str) -> None:
    assert said(source) == ["defines no a.handler.handler, which stack/a is entered at"]

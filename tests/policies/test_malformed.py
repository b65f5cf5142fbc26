"""Whatever stands in a file where something else belongs, each policy still judges it: none falls over."""

import copy
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies.core.examples import Draft
from tests.policies.overlaps import field
from tests.policies.planting import Field
from tests.policies.watching import change

MALFORMED: list[Any] = [None, True, 0, -1, 1.5, "", "x", "${aws_sns_topic.nope.arn}", "${", [], {}]
MALFORMED += [[[]], [{}], ["x"], [None], {"a": {}}, {"a": "b"}, [1, {"a": [2]}]]


@cache
def places(path: Path) -> tuple[Field, list[tuple[Any, ...]]]:
    real = field(path)
    return real, [(address, *keys) for address, values in Draft(real.stack).items() for keys in keys_of(values)]


def keys_of(value: Any) -> Iterator[tuple[Any, ...]]:
    """The way to everything inside a value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inside:
        yield (key,)
        yield from ((key, *rest) for rest in keys_of(item))


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_policy_falls_over_what_is_malformed(data: st.DataObject, synthesized: Path) -> None:
    real, ways = places(synthesized)
    address, *keys = data.draw(st.sampled_from(ways))
    draft = Draft(real.stack)
    parent: Any = draft[address]
    for key in keys[:-1]:
        parent = parent[key]
    parent[keys[-1]] = copy.deepcopy(data.draw(st.sampled_from(MALFORMED)))
    stack = draft.rebuilt()
    looks = real.looks(stack, change(real.stack, stack))
    assert [evaluation.error for look in looks for evaluation in look.evaluations if evaluation.error] == []

"""Whatever stands in a file where something else belongs, each policy still judges it: none falls over."""

import copy
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attack.field import Field
from attack.watching import change
from policies.core.examples import Draft
from policies.core.known_stacks import KNOWN_STACKS
from tests.policies.overlaps import fields

MALFORMED: list[Any] = [None, True, 0, -1, 1.5, "", "x", "${aws_sns_topic.nope.arn}", "${", [], {}]
MALFORMED += [[[]], [{}], ["x"], [None], {"a": {}}, {"a": "b"}, [1, {"a": [2]}]]


@cache
def places(path: Path) -> Mapping[str, tuple[Field, list[tuple[Any, ...]]]]:
    return {
        real.stack.name: (real, [(at, *keys) for at, values in Draft(real.stack).items() for keys in keys_of(values)])
        for real in fields(path)
    }


def keys_of(value: Any) -> Iterator[tuple[Any, ...]]:
    """The way to everything inside a value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inside:
        yield (key,)
        yield from ((key, *rest) for rest in keys_of(item))


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_policy_falls_over_what_is_malformed(data: st.DataObject, synthesized: Path) -> None:
    real, ways = places(synthesized)[data.draw(st.sampled_from(KNOWN_STACKS))]
    address, *keys = data.draw(st.sampled_from(ways))
    draft = Draft(real.stack)
    parent: Any = draft[address]
    for key in keys[:-1]:
        parent = parent[key]
    parent[keys[-1]] = copy.deepcopy(data.draw(st.sampled_from(MALFORMED)))
    stack = draft.rebuilt()
    looks = real.looks(stack, change(real.stack, stack))
    assert [evaluation.error for look in looks for evaluation in look.evaluations if evaluation.error] == []

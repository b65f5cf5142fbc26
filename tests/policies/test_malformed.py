"""Whatever stands in a file where something else belongs, each policy still judges it: none falls over."""

import copy
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gate.engines.judge import judge
from gate.model import Outcome
from policies.core.examples import Draft
from policies.core.recorded_calls import blocks, files
from policies.core.rulebook import rulebook
from policies.core.stack import Stack

RULEBOOK = rulebook()
MALFORMED: list[Any] = [None, True, 0, -1, 1.5, "", "x", "${aws_sns_topic.nope.arn}", "${", [], {}]
MALFORMED += [[[]], [{}], ["x"], [None], {"a": {}}, {"a": "b"}, [1, {"a": [2]}]]


@cache
def places(path: Path) -> tuple[Stack, list[tuple[Any, ...]]]:
    stack = Stack.load(path.read_bytes(), blocks(files()))
    return stack, [(address, *keys) for address, values in Draft(stack).items() for keys in keys_of(values)]


def keys_of(value: Any) -> Iterator[tuple[Any, ...]]:
    """The way to everything inside a value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inside:
        yield (key,)
        yield from ((key, *rest) for rest in keys_of(item))


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_policy_falls_over_what_is_malformed(data: st.DataObject, synthesized: Path) -> None:
    stack, ways = places(synthesized)
    address, *keys = data.draw(st.sampled_from(ways))
    changed = Draft(stack)
    parent: Any = changed[address]
    for key in keys[:-1]:
        parent = parent[key]
    parent[keys[-1]] = copy.deepcopy(data.draw(st.sampled_from(MALFORMED)))
    fallen = [each for each in judge(changed.rebuilt(), RULEBOOK) if each.outcome is Outcome.ERROR]
    assert [each for each in fallen if "could not judge" in each.details] == []

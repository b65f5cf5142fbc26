"""The trigger of a deployment is what the file's own parts of the API give, and moves with every part of them."""

import json
from collections.abc import Iterator
from functools import reduce
from operator import getitem
from typing import Any

import pytest

from policies.api.deployment_is_replaced_when_the_api_changes import DeploymentIsReplacedWhenTheApiChanges
from policies.aws.api_parts import PARTS, REST_API
from policies.core.evaluate import evaluate
from policies.core.stack import Stack

File = dict[str, Any]
POLICY = DeploymentIsReplacedWhenTheApiChanges()


def holds(file: File) -> bool:
    return not any(each.fails for each in evaluate(POLICY, Stack.load(json.dumps(file).encode())))


def leaves(value: Any, *keys: Any) -> Iterator[tuple[Any, ...]]:
    """The keys that lead to each value that holds nothing else."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from leaves(item, *keys, key) if isinstance(item, dict | list) and item else [(*keys, key)]


def changed(value: Any) -> Any:
    return not value if isinstance(value, bool) else value + 1 if isinstance(value, int) else f"{value} "


def parts(file: File) -> Iterator[tuple[Any, ...]]:
    for type_ in (REST_API, *PARTS):
        for keys in leaves(file["resource"][type_], "resource", type_):
            if "//" not in keys:
                yield keys


def test_the_synthesized_trigger_is_made_again_from_the_file(stack: File) -> None:
    assert holds(stack)


def test_every_change_of_a_frozen_part_moves_it(stack: File) -> None:
    """Each argument changed, were it by a blank behind a document, and each taken away."""
    found = list(parts(stack))
    assert found
    for keys in found:
        for take_away in (False, True):
            file = json.loads(json.dumps(stack))
            holder = reduce(getitem, keys[:-1], file)
            if take_away:
                del holder[keys[-1]]
            else:
                holder[keys[-1]] = changed(holder[keys[-1]])
            assert not holds(file), keys


@pytest.mark.parametrize("type_", PARTS)
def test_a_part_that_comes_goes_or_is_renamed_moves_it(type_: str, stack: File) -> None:
    for change in ("comes", "goes", "renamed"):
        file = json.loads(json.dumps(stack))
        named = file["resource"][type_]
        first = next(iter(named))
        if change != "goes":
            named["another"] = named[first]
        if change != "comes":
            del named[first]
        assert not holds(file), change


def test_what_people_read_does_not_move_it(stack: File) -> None:
    file = json.loads(json.dumps(stack))
    next(iter(file["resource"][PARTS[0]].values()))["//"]["note"] = "seen"
    assert holds(file)

"""What stands in the file stands there once: a second one of any resource closes the gate."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from attack.field import Field
from policies.core.examples import Draft
from policies.core.terraform_file import is_resource
from tests.policies.overlaps import fields

# By these AWS, or a person, tells one thing from another: in a copy each may be another.
NAMING = (
    *("alarm_name", "dashboard_name", "function_name", "name", "path_part", "response_type", "status_code"),
    *("description", "policy_name", "target_id"),
)


@cache
def real(path: Path) -> Sequence[Field]:
    return fields(path)


def copies(values: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The same again, and the same under other names: each changed alone, and all together."""
    named = [key for key in NAMING if isinstance(values.get(key), str)]
    for keys in ([], *([key] for key in named), named):
        yield {**values, **{key: "404" if values[key].isdigit() else f"{values[key]}-2" for key in keys}}


def wait_for_both(draft: Draft, first: str, second: str) -> None:
    """Lets whatever waits for the first wait for the second, too."""
    for address in draft:
        if first in (draft[address].get("depends_on") or ()):
            draft[address]["depends_on"].append(second)


@pytest.mark.parametrize("waited_for", [False, True])
def test_a_second_one_of_any_resource_closes_the_gate(waited_for: bool, synthesized: Path) -> None:
    resources = [
        (world, each) for world in real(synthesized) for each in world.stack.resources if is_resource(each.type)
    ]
    for world, resource in resources:
        for values in copies(Draft(world.stack)[(resource.type, resource.name)]):
            draft = Draft(world.stack)
            draft[(resource.type, f"{resource.name}-2")] = values
            if waited_for:
                wait_for_both(draft, resource.address, f"{resource.address}-2")
            assert world.closes(draft.rebuilt()), (resource.address, values)

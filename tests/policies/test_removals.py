"""What stands in the file stands there for a reason: without it the gate closes, or it is known why it need not."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from attack.field import Field
from policies.core.examples import Draft
from policies.core.resources import Resource
from policies.core.terraform_file import is_resource
from tests.policies.overlaps import fields

ANY = "*"
FOR_PEOPLE = "text for people"
NAMED_BY_TERRAFORM = "a name grants nothing; without one, Terraform makes one"
# What may be taken out and leaves the gate open, and why: type, attribute and, where it is deeper, the last key.
OPTIONAL: Mapping[tuple[str, ...], str] = {
    (ANY, "description"): FOR_PEOPLE,
    ("aws_cloudwatch_metric_alarm", "alarm_description"): FOR_PEOPLE,
    ("aws_sfn_state_machine", "definition", "Comment"): FOR_PEOPLE,
    ("aws_sfn_state_machine", "definition", "Cause"): FOR_PEOPLE,
    ("aws_iam_role_policy", "name"): NAMED_BY_TERRAFORM,
    ("aws_wafv2_web_acl", "name"): NAMED_BY_TERRAFORM,
    ("aws_cloudwatch_log_resource_policy", "policy_document", "Sid"): "a name of a statement decides nothing",
    ("aws_iam_role_policy", "policy", "Sid"): "a name of a statement decides nothing",
    ("aws_kms_key", "policy", "Sid"): "a name of a statement decides nothing",
    ("aws_s3_bucket_policy", "policy", "Sid"): "a name of a statement decides nothing",
    ("aws_sns_topic", "policy", "Sid"): "a name of a statement decides nothing",
    ("aws_sqs_queue", "policy", "Sid"): "a name of a statement decides nothing",
    ("aws_cloudwatch_event_rule", "event_pattern", "amount_usd"): "a rule may match what another one matches, too",
    (
        "aws_sfn_state_machine",
        "encryption_configuration",
        "kms_data_key_reuse_period_seconds",
    ): "AWS's default is the same 300 seconds",
}
Keys = tuple[str | int, ...]
MANY = 4


@cache
def real(path: Path) -> Sequence[Field]:
    return fields(path)


def ways(value: Any) -> Iterator[Keys]:
    """The way to everything inside a value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inside:
        yield (key,)
        yield from ((key, *rest) for rest in ways(item))


def without(world: Field, at: tuple[str, str], keys: Keys) -> Draft:
    draft = Draft(world.stack)
    holder: Any = draft[at]
    for key in keys[:-1]:
        holder = holder[key]
    del holder[keys[-1]]
    return draft


def entries(type_: str, keys: Keys) -> set[tuple[str, ...]]:
    """The entries of `OPTIONAL` that would speak of this place."""
    place = tuple(map(str, keys if len(keys) == 1 else (keys[0], keys[-1])))
    return {(type_, *place), (ANY, *place)} & OPTIONAL.keys()


@pytest.mark.long
def test_whatever_is_taken_out_closes_the_gate_or_is_known_to_be_optional(synthesized: Path) -> None:
    used = {entry for world in real(synthesized) for entry in optional(world)}
    assert used == set(OPTIONAL), "what is not optional any more does not belong on the list"


def optional(world: Field) -> set[tuple[str, ...]]:
    """The entries of `OPTIONAL` of all that may be taken out of a stack; whatever else may be is a test's failure."""
    used, tried = set[tuple[str, ...]](), set[tuple[str, Keys]]()
    for resource in filter(is_of_type, world.stack.resources):
        for keys in ways(Draft(world.stack)[(resource.type, resource.name)]):
            # Of a type of which there are many, once for each place.
            if (resource.type, keys) in tried and len(world.stack.of(resource.type)) > MANY:
                continue
            tried.add((resource.type, keys))
            if not world.closes(without(world, (resource.type, resource.name), keys).rebuilt()):
                known = entries(resource.type, keys)
                assert known, (resource.address, keys)
                used |= known
    return used


def is_of_type(block: Resource) -> bool:
    return is_resource(block.type)


def test_no_resource_may_be_taken_out(synthesized: Path) -> None:
    for world in real(synthesized):
        for resource in filter(is_of_type, world.stack.resources):
            draft = Draft(world.stack)
            del draft[(resource.type, resource.name)]
            assert world.closes(draft.rebuilt()), resource.address

"""Arguments and blocks that the provider or Terraform takes and that are not there, added with dangerous values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attack.changes import ADDED, Change
from attack.edits.around import Around
from attack.places import Place, Steps
from gate.provider.schema import Block, Type

ALLOW_ALL = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}'
# The words in a name, and what is dangerous there; the first that fits.
DANGEROUS: tuple[tuple[str, str], ...] = (
    ("policy", ALLOW_ALL),
    ("kms", "alias/aws/planted"),
    ("key", "alias/aws/planted"),
    ("role", "arn:aws:iam::999999999999:role/planted"),
    ("arn", "arn:aws:sns:us-east-1:999999999999:planted"),
    ("url", "https://planted.example"),
    ("mode", "DISABLED"),
)
# What Terraform takes in every resource, and the provider in its later versions.
OF_TERRAFORM: dict[str, tuple[Any, ...]] = {
    "lifecycle": ({"ignore_changes": "all"}, {"prevent_destroy": False}, {"create_before_destroy": True}),
    "count": (0, 2),
    "for_each": ({"planted": "planted"},),
    "provider": ("aws.planted",),
    "depends_on": ([], ["aws_sns_topic.planted"]),
    "provisioner": ([{"local-exec": {"command": "planted"}}],),
    "connection": ({"host": "planted.example"},),
    "region": ("eu-west-1",),
    "dynamic": ({"planted": {"for_each": [1], "content": {}}},),
}


def absent(place: Place, around: Around) -> Iterator[Change]:
    """What could stand in a block beside what stands there."""
    steps, value = place
    if not isinstance(value, dict) or (steps and not isinstance(around.schema_at(steps), Block)):
        return
    if not steps and around.block.type.startswith("aws_"):
        for name, dangers in OF_TERRAFORM.items():
            for added in dangers if name not in value else ():
                yield Change(ADDED, (name,), added, f"is {added}, and was not there")
    block = around.schema_at(steps)
    if isinstance(block, Block):
        yield from _arguments(steps, block, value)


def _arguments(steps: Steps, block: Block, value: dict[str, Any]) -> Iterator[Change]:
    for name, argument in block.arguments.items():
        for added in dangerous(name, argument.type) if name not in value else ():
            yield Change(ADDED, (*steps, name), added, f"is {added!r}, and was not there")
    for name, nested in block.nested.items():
        if name not in value:
            added = smallest(nested.block)
            yield Change(ADDED, (*steps, name), added, f"is {added}, and was not there")


def dangerous(name: str, type_: Type) -> tuple[Any, ...]:
    """Values of a type that may well be dangerous under this name."""
    if type_ == "bool":
        return (True, False)
    if type_ == "number":
        return (0, 999_999)
    text = next((value for word, value in DANGEROUS if word in name), "planted")
    if type_ == "string":
        return (text, "*") if text != "planted" else (text,)
    kind = type_[0]
    if kind == "map":
        # The tag by which people find what is left when the system has been taken down.
        return ({"planted": text}, {"System": text}) if name == "tags" else ({"planted": text},)
    return ([text], ["*"]) if kind in ("set", "list") and type_[1] == "string" else ([{}],)


def smallest(block: Block) -> dict[str, Any]:
    """The block with what it must hold, or with one argument where it need hold nothing."""
    must = {name: dangerous(name, each.type)[0] for name, each in block.arguments.items() if each.required}
    must |= {name: smallest(nested.block) for name, nested in block.nested.items() if nested.required}
    if not must:
        must = {name: dangerous(name, each.type)[0] for name, each in [*block.arguments.items()][:1]}
    return must

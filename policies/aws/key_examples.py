"""Edits that take a resource's key away, and the keys that stand beside an example."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.aws.keys import ALIAS, CLASSES
from policies.core.examples.edit import Address, Draft, Edit, Values, merged
from policies.core.expressions import reference

KEYS: Mapping[str, Values] = {
    **{f"aws_kms_key.{each}": {} for each in CLASSES},
    **{
        f"aws_kms_alias.{each}": {"name": ALIAS + each, "target_key_id": f"${{aws_kms_key.{each}.key_id}}"}
        for each in CLASSES
    },
}


def alias_of(class_: str, key: str = "example") -> Mapping[str, Values]:
    """The alias that gives the example key its class, by address."""
    return {"aws_kms_alias.example": {"name": ALIAS + class_, "target_key_id": f"${{aws_kms_key.{key}.key_id}}"}}


def wrong_keys(*keys: str, instead: str) -> dict[str, Edit]:
    """Every way to stand below these keys without the right key; `instead` is a class that is wrong here."""
    return {
        "has no key": _patch(keys, None),
        "uses the key that AWS manages": _patch(keys, "alias/aws/kms"),
        "names a key by its ARN": _patch(keys, "arn:aws:kms:us-east-1:111122223333:key/example"),
        "names our key by its alias": _patch(keys, f"{ALIAS}{CLASSES[0]}"),
        "refers to a key that is not there": _patch(keys, "${aws_kms_key.missing.arn}"),
        "is decided at deploy time": _patch(keys, "${var.key_arn}"),
        "uses the key of another class": _key_for(instead, keys),
    }


def _patch(keys: tuple[str, ...], value: str | None) -> Values:
    patch: Any = value
    for key in reversed(keys):
        patch = {key: patch}
    return dict(patch)


def _key_for(class_: str, keys: tuple[str, ...]) -> Edit:
    def plant(draft: Draft, at: Address) -> None:
        aliases = [values for (type_, _), values in draft.items() if type_ == "aws_kms_alias"]
        (target,) = [each["target_key_id"] for each in aliases if each["name"] == ALIAS + class_]
        found = reference(target)
        draft[at] = merged(draft[at], _patch(keys, f"${{aws_kms_key.{found[1]}.arn}}" if found else None))

    return plant

"""Edits that take a resource's key away, and the keys that stand beside an example."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.keys import BY_STACK, CLASSES, alias_name
from policies.core.examples import Address, Draft, Edit, NamedEdit, Values, merged, named_edit, nested, path_of
from policies.core.expressions import reference
from policies.requirements import REGION


def keys_of(stack: str) -> Mapping[str, Values]:
    """A stack's keys with their aliases, by address."""
    targets = {data: f"${{aws_kms_key.{data}.key_id}}" for data in BY_STACK[stack]}
    aliases = {data: {"name": alias_name(data, stack), "target_key_id": target} for data, target in targets.items()}
    return {
        **{f"aws_kms_key.{data}": {} for data in targets},
        **{f"aws_kms_alias.{data}": alias for data, alias in aliases.items()},
    }


def alias_of(class_: str, key: str = "example") -> Mapping[str, Values]:
    """The alias that gives the example key its class, by address."""
    return {"aws_kms_alias.example": {"name": alias_name(class_), "target_key_id": f"${{aws_kms_key.{key}.key_id}}"}}


def wrong_keys(*keys: str, instead: str) -> dict[str, Edit]:
    """Every way to stand below these keys without the right key; `instead` is a class that is wrong here."""
    return {
        "has no key": nested(keys, None),
        "uses the key that AWS manages": nested(keys, "alias/aws/kms"),
        "names a key by its ARN": nested(keys, f"arn:aws:kms:{REGION}:111122223333:key/example"),
        "names our key by its alias": nested(keys, alias_name(CLASSES[0])),
        "refers to a key that is not there": nested(keys, "${aws_kms_key.missing.arn}"),
        "is decided at deploy time": nested(keys, "${var.key_arn}"),
        "uses the key of another class": _set_key_of_class(instead, keys),
    }


def _set_key_of_class(class_: str, keys: tuple[str, ...]) -> NamedEdit:
    @named_edit(f"sets {path_of(keys)} to the key of the class {class_}")
    def plant(draft: Draft, at: Address) -> None:
        alias = draft.first("aws_kms_alias", named=alias_name(class_, draft.stack))
        key = reference(draft[alias]["target_key_id"])
        draft[at] = merged(draft[at], nested(keys, f"${{aws_kms_key.{key[1]}.arn}}" if key else None))

    return plant

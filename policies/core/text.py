"""All text of a block at once, for policies that look for words wherever they may stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from policies.core.resources import Leaf, Resource, leaves_in
from policies.core.strict_json import Frozen, Json

# Attributes that people alone read, on any type: nothing is done by what they say.
FOR_PEOPLE = frozenset({"alarm_description", "default_tags", "description", "tags"})
# The same inside documents, where the value is a text.
REMARKS: Mapping[str, frozenset[str]] = {
    "aws_api_gateway_model": frozenset({"description", "title"}),
    "aws_cloudwatch_dashboard": frozenset({"title"}),
    "aws_sfn_state_machine": frozenset({"Comment"}),
}


def text_of(resource: Resource) -> str:
    """Every string and number of the block and its comment, keys included, a line each; numbers as Terraform does."""
    return resource.once(_text)


def working_text(resource: Resource) -> str:
    """The same without what is there for people alone."""
    return resource.once(_working_text)


def _text(resource: Resource) -> str:
    return "\n".join(_texts((*resource.leaves, *leaves_in(resource.comment))))


def _working_text(resource: Resource) -> str:
    if resource.type not in REMARKS and not FOR_PEOPLE & resource.values.keys():
        return "\n".join(_texts(resource.leaves))
    return "\n".join(_texts(leaves_in(Frozen(working(resource)))))


def working(resource: Resource) -> Mapping[str, Json]:
    """The block's values without what is there for people alone."""
    remarks = REMARKS.get(resource.type, frozenset())
    kept = {key: value for key, value in resource.values.items() if key not in FOR_PEOPLE}
    return {key: _without(value, remarks) for key, value in kept.items()} if remarks else kept


def shortened(text: str) -> str:
    """A text short enough for a sentence."""
    return repr(text if len(text) <= 60 else f"{text[:57]}...")


def few(names: Sequence[str]) -> str:
    """The first three of the names, and how many more there are."""
    more = f" and {len(names) - 3:,} more" if len(names) > 3 else ""
    return f"{', '.join(names[:3])}{more}"


def keys_in(value: Json) -> Iterator[str]:
    """Every key of every object in a value, at any depth."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from keys_in(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from keys_in(item)


def _texts(leaves: Iterable[Leaf]) -> Iterator[str]:
    for leaf in leaves:
        if isinstance(leaf, str):
            yield leaf
        elif leaf is not None and not isinstance(leaf, bool):
            yield str(leaf)


def _without(value: Json, remarks: frozenset[str]) -> Json:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        kept = {key: item for key, item in value.items() if key not in remarks or not isinstance(item, str)}
        return Frozen({key: _without(item, remarks) for key, item in kept.items()})
    return tuple(_without(item, remarks) for item in value) if isinstance(value, tuple) else value

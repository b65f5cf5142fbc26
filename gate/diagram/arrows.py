"""What leads to what: the references and ARNs between boxes, and the one box that each of them stands beside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gate.diagram.kinds import FAILURES, NO_ARROWS, kind_of, type_of
from policies.aws.arn import written_in
from policies.core.expressions import references
from policies.core.resources import Resource, strings_in
from policies.core.stack import Stack


@dataclass(frozen=True)
class Arrow:
    """From one box to another, by address; `failure` if only undelivered messages go this way."""

    source: str
    target: str
    failure: bool


def arrows(stack: Stack, box_of: Mapping[str, Resource]) -> Sequence[Arrow]:
    """All arrows between the boxes above the foot: in the file's order, failures last."""
    ranked = [
        (rank, Arrow(box_of[resource.address].address, box_of[target].address, rank > 0))
        for resource in stack.resources
        if resource.address in box_of
        for rank, target in _targets(resource, stack)
        if target in box_of
    ]
    ordered = (arrow for _, arrow in sorted(ranked, key=lambda pair: pair[0]) if arrow.source != arrow.target)
    return tuple(dict.fromkeys(arrow for arrow in ordered if _above(arrow.source) and _above(arrow.target)))


def _targets(resource: Resource, stack: Stack) -> Iterator[tuple[int, str]]:
    for attribute, value in resource.values.items():
        if attribute not in NO_ARROWS:
            rank = FAILURES.index(attribute) + 1 if attribute in FAILURES else 0
            for text in strings_in(value):
                yield from ((rank, f"{type_}.{name}") for type_, name, _ in references(text))
                yield from ((rank, named.address) for named in written_in(text, stack))


def _above(address: str) -> bool:
    return kind_of(type_of(address)).column is not None


def parents(found: Sequence[Arrow]) -> Mapping[str, str]:
    """For each box the first that leads to it, beside which it stands: a tree, in which no two arrows cross."""
    parent_of: dict[str, str] = {}
    for arrow in found:
        if arrow.target not in parent_of and arrow.target not in ancestors(arrow.source, parent_of):
            parent_of[arrow.target] = arrow.source
    return parent_of


def ancestors(address: str, parent_of: Mapping[str, str]) -> Iterator[str]:
    """The box itself, what leads to it, what leads to that, and so on."""
    yield address
    while address in parent_of:
        address = parent_of[address]
        yield address

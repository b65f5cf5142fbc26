"""What matters to security is judged by a policy that claims it, or somebody answers for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from gate.model import WHOLE_STACK, Finding, Outcome
from gate.own_rules import UNJUDGED_ATTRIBUTE
from policies.core.policy import Policy
from policies.core.stack import Stack

SOURCE = "claims"
# What stands for all arguments of a type of which nobody knows any.
UNKNOWN = "unknown"


class Cell(NamedTuple):
    """An argument that matters to something, and the policies that judge it, or who answers for it and why."""

    type: str
    attribute: str
    matters: str
    policies: tuple[str, ...] = ()
    owner: str = ""
    reason: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.policies and not self.reason


def claiming(policies: Sequence[Policy], type_: str, attribute: str) -> tuple[str, ...]:
    """The policies on a type that claim an attribute of it."""
    return tuple(each.id for each in policies if type_ in each.applies_to and attribute in each.claims)


def unjudged(stack: Stack, cells: Sequence[Cell]) -> Iterator[Finding]:
    """A failure for each argument that matters, of a type in the stack, for which nobody answers."""
    empty = [cell for cell in cells if cell.is_empty and cell.type in stack.by_type]
    for cell in empty:
        details, remedy = _said(cell)
        yield Finding(SOURCE, UNJUDGED_ATTRIBUTE, WHOLE_STACK, Outcome.FAIL, details, remedy)
    if not empty:
        yield Finding(SOURCE, UNJUDGED_ATTRIBUTE, WHOLE_STACK, Outcome.PASS)


def _said(cell: Cell) -> tuple[str, str]:
    """What is wrong with an empty cell, and what to do about it."""
    if cell.matters == UNKNOWN:
        details = f"policies/schema.json does not know {cell.type}, so nobody knows which of its arguments matter"
        return details, "run `make schema`, with Terraform and the AWS provider at hand"
    details = f"no policy judges {cell.type}.{cell.attribute}, which matters to {cell.matters}"
    return details, "write the policy that claims it, or say in policies/attributes.toml who answers for it, and why"


def by_type(cells: Sequence[Cell]) -> Mapping[str, Sequence[Cell]]:
    """The cells of each type, in the order of their names."""
    found: dict[str, list[Cell]] = {}
    for cell in sorted(cells):
        found.setdefault(cell.type, []).append(cell)
    return found

"""A function that is new, told as one: what it may do, and what comes with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gate.compare.access import accesses
from gate.compare.changed_outcomes import Turns
from gate.compare.difference import Difference, Direction
from gate.compare.pairing import Pairs
from policies.core.resources import Resource
from policies.core.stack import Stack

FUNCTION = "aws_lambda_function"


class Newcomers(NamedTuple):
    """What is told of new functions, and the addresses of these and of all that needs no line of its own."""

    differences: Sequence[Difference]
    users: frozenset[str]
    blocks: frozenset[str]


def newcomers(paired: Pairs, head: Stack, turned: Turns) -> Newcomers:
    """New functions: weaker where they may do anything, which is as if somebody had gained it."""
    new = [pair.new for pair in paired.pairs if pair.new and not pair.old]
    functions = [block for block in new if block.type == FUNCTION]
    may = accesses(head, {})
    told: list[Difference] = []
    silent: list[str] = []
    for function in functions:
        own = [block for block in new if _belongs(block, function) and block.place not in turned]
        access = may.get(function.address)
        grants = {**access.grants, **access.unread} if access else {}
        what = f"new: {function.get('function_name')}, may: {', '.join(sorted(grants.values())) or 'nothing'}"
        direction, why = turned.get(function.place, (Direction.WEAKER if grants else Direction.NEW, ""))
        beside = "".join(f", {type_}" for type_ in sorted({block.type for block in own}))
        what += f"; with its{beside[1:]}" if beside else ""
        told.append(Difference(direction, function.place, what + (f" ({why})" if why else "")))
        silent += [block.address for block in (function, *own)]
    return Newcomers(told, frozenset(function.address for function in functions), frozenset(silent))


def _belongs(block: Resource, function: Resource) -> bool:
    """Whether a block stands in the construct of the function."""
    construct, _, _ = (function.path or "").rpartition("/")
    return bool(construct.count("/")) and block is not function and (block.path or "").startswith(f"{construct}/")

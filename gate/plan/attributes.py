"""How a block of a plan differs from that of the judged file, attribute by attribute."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gate.plan.broken import BrokenPlan
from gate.plan.change import is_marked
from gate.plan.forms import of_argument
from gate.plan.known import Unknown
from gate.plan.left_to_aws import LeftToAws
from gate.plan.other_blocks import TAGS, OtherBlocks
from gate.plan.partly_known import fits, is_unknown, mark_of
from gate.provider.schema import Argument, Block, Nested

OTHER = "is another in the plan than in the judged file"
UNWRITTEN = "is in the plan, and the judged file does not write it"
LATE = "is known only after apply, though the judged file says what it is"
UNTAKEN = "is nothing that the provider takes"
# An attribute of a block, and why it differs; with no reason, it is known only after apply, as the judged file is.
Attribute = tuple[str, str | None]


@dataclass(frozen=True)
class Side:
    """A block as the judged file comes to, as it is planned, and where Terraform marks it as unknown."""

    written: Mapping[str, Any]
    planned: Mapping[str, Any]
    unknown: Any

    def at(self, name: str) -> tuple[Any, Any, Any]:
        """The same of one attribute."""
        return self.written.get(name), self.planned.get(name), mark_of(self.unknown, name)


@dataclass(frozen=True)
class Attributes:
    """Compares blocks; `beside` says what other blocks write at them, and `left_to_aws` what nobody does."""

    left_to_aws: LeftToAws
    others: OtherBlocks

    def block(self, path: str, block: Block, side: Side) -> Iterator[Attribute]:
        """The attributes in which it differs. `path` is the block's in the schema, with its type: `aws_x.timeouts`."""
        for name, reason in self._parts(path, block, side):
            place, planned = f"{path}.{name}", side.planned.get(name)
            if reason != UNWRITTEN or not self.others.accounts_for(place, side.written, planned, side.planned):
                yield name, reason

    def _parts(self, path: str, block: Block, side: Side) -> Iterator[Attribute]:
        for name, argument in block.arguments.items():
            yield from ((name, reason) for reason in self._argument(f"{path}.{name}", argument, *side.at(name)))
        for name, nested in block.nested.items():
            yield from self._nested(f"{path}.{name}", nested, *side.at(name))
        for name in side.written.keys() - block.arguments.keys() - block.nested.keys():
            yield name, UNTAKEN

    def _argument(
        self, path: str, argument: Argument, written: Any, planned: Any, unknown: Any
    ) -> Iterator[str | None]:
        if written is None:
            by_itself = path.partition(".")[2] != TAGS and self.left_to_aws.may_be(path, argument.type, planned)
            yield from () if unknown is True or by_itself else [UNWRITTEN]
        elif written is Unknown.EPHEMERAL:
            yield from () if planned is None else [UNWRITTEN]
        elif unknown is True:
            yield None if is_unknown(written) else LATE
        elif is_unknown(written) or is_marked(unknown):
            yield None if fits(written, planned, unknown) else OTHER
        elif of_argument(written, argument.type) != of_argument(planned, argument.type):
            yield OTHER

    def _nested(self, path: str, nested: Nested, written: Any, planned: Any, unknown: Any) -> Iterator[Attribute]:
        name = path.rpartition(".")[2]
        asked, made = _blocks(written), _blocks(planned)
        if not asked:
            if unknown is not True and made and not self.left_to_aws.may_stand(path, planned):
                yield name, UNWRITTEN
        elif unknown is True or len(asked) != len(made):
            yield name, LATE if unknown is True else OTHER
        else:
            marks = unknown if isinstance(unknown, list | tuple) else [unknown]
            partners = list(zip(made, [*marks, *[None] * len(made)], strict=False))
            for number, block in enumerate(asked):
                at = name if len(asked) == 1 else f"{name}[{number}]"
                yield from ((f"{at}.{inner}", reason) for inner, reason in self._best(path, nested, block, partners))

    def _best(self, path: str, nested: Nested, block: Any, partners: list[tuple[Any, Any]]) -> list[Attribute]:
        """How a block differs from its partner, which is taken out: of a set the one most like it, else the next."""
        candidates = partners if nested.mode == "set" else partners[:1]
        compared = [(list(self.block(path, nested.block, Side(block, *one))), one) for one in candidates]
        found, partner = min(compared, key=lambda each: sum(reason is not None for _, reason in each[0]))
        partners.remove(partner)
        return found


def _blocks(value: Any) -> list[Any]:
    """The blocks of a name, whichever way they are written."""
    if value is None:
        return []
    if isinstance(value, Mapping):
        return [value]
    if not isinstance(value, list | tuple):
        raise BrokenPlan("has a value where a block must stand")
    return [block for item in value for block in _blocks(item)]

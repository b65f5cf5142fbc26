"""The region that a stack works in is its provider's, and every ARN and address that it names must be of that region.

`requirements.REGION` says which region that must be. One policy compares the two, so that a stack that has moved as a
whole is one finding, and a part that has not moved along is one of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policies.core import Stack
from policies.core.kinds import Exactly
from policies.core.strict_json import Json
from policies.core.text import working_text
from policies.requirements import REGION

NAME = re.compile(r"[a-z]{2}(-[a-z]+)+-[0-9]+")
IN_TEXT = re.compile(r"\b[a-z]{2}-(?:[a-z]+-)?(?:north|south|east|west|central)(?:east|west)?-[0-9]+\b")
# For examples: a region that is not ours, whichever ours is.
ANOTHER_REGION = "us-west-2" if REGION != "us-west-2" else "eu-west-1"


def region(stack: Stack) -> str:
    """The region of the stack's one provider; the required one where no provider says it, as in a policy's example."""
    return stack.once(_region)


def _region(stack: Stack) -> str:
    providers = stack.of("provider")
    said = providers[0].get("region") if len(providers) == 1 else None
    return said if isinstance(said, str) and NAME.fullmatch(said) else REGION


def regions_named(stack: Stack) -> frozenset[str]:
    """Every region that the stack names anywhere, apart from texts for people; its provider's is one of them."""
    return frozenset(name[0] for resource in stack.resources for name in IN_TEXT.finditer(working_text(resource)))


class ExactlyInRegion(Exactly):
    """The attribute has this value, in which `{region}` stands for the stack's region."""

    def __init__(self, template: str, *, otherwise: str = "") -> None:
        super().__init__(template.format(region=REGION), otherwise=otherwise)
        self._template = template

    def violations(self, attribute: str, value: Json, stack: Stack) -> Iterator[str]:
        here = Exactly(self._template.format(region=region(stack)), otherwise=self.otherwise)
        yield from here.violations(attribute, value, stack)

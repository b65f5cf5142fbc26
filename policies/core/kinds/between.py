"""`Between(low, high)`: the attribute is a whole number within bounds, both included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from policies.core.bounds import whole
from policies.core.examples import Edit, Values
from policies.core.kinds.exactly import AT_DEPLOY_TIME
from policies.core.kinds.requirement import Keys, patches, shown
from policies.core.stack import Stack
from policies.core.strict_json import Json


@dataclass(frozen=True)
class Between:
    """A whole number from `low` to `high`; it may be left out where `or_absent`.

    `otherwise` is the sentence about another value, which stands in it as `{value}`.
    """

    low: int
    high: int
    or_absent: bool = False
    otherwise: str = ""

    given: ClassVar[Mapping[str, Values]] = {}

    @property
    def compliant(self) -> Any:
        return self.low

    def violations(self, attribute: str, value: Json, stack: Stack) -> Iterator[str]:
        if not (whole(value, self.low, self.high) or (value is None and self.or_absent)):
            sentence = self.otherwise or f"{attribute} is {{value}}, not {self.low:,} to {self.high:,}"
            yield sentence.format(value=shown(value))

    def edits(self, keys: Keys) -> Mapping[str, Edit]:
        wrong: dict[str, Any] = {"is below its bounds": self.low - 1, "is above its bounds": self.high + 1}
        wrong |= {"is a text": str(self.low), "is true": True, "is a list of one": [self.low]}
        wrong |= {"is no whole number": self.low + 0.5, "is decided at deploy time": AT_DEPLOY_TIME}
        return patches(keys, wrong if self.or_absent else {"is missing": None, **wrong})

"""`Matching("[a-z]+", "alerts")`: the attribute is a text that matches a pattern as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from policies.core.examples import Edit, Values
from policies.core.kinds.exactly import AT_DEPLOY_TIME
from policies.core.kinds.requirement import Keys, patches, shown
from policies.core.stack import Stack
from policies.core.strict_json import Json


@dataclass(frozen=True)
class Matching:
    """A text that the pattern matches as a whole; `compliant` is such a text.

    `otherwise` is the sentence about another value, which stands in it as `{value}`.
    """

    pattern: str
    compliant: str
    otherwise: str = ""

    given: ClassVar[Mapping[str, Values]] = {}

    def violations(self, attribute: str, value: Json, stack: Stack) -> Iterator[str]:
        if not self._fits(value):
            sentence = self.otherwise.format(value=shown(value))
            yield sentence or f"{attribute} is {shown(value)}, which does not match {self.pattern}"

    def edits(self, keys: Keys) -> Mapping[str, Edit]:
        wrong: dict[str, Any] = {
            "is missing": None,
            "is empty": "",
            "is true": True,
            "is a list of one": [self.compliant],
        }
        wrong |= {"goes on in a second line": f"{self.compliant}\n", "is decided at deploy time": AT_DEPLOY_TIME}
        return patches(keys, {name: value for name, value in wrong.items() if not self._fits(value)})

    def _fits(self, value: Any) -> bool:
        return isinstance(value, str) and re.fullmatch(self.pattern, value) is not None

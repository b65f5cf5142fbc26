"""`ReferenceTo("aws_iam_role", "arn")`: the attribute is a reference to a resource of this type in this stack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from policies.core.examples import Edit, Values
from policies.core.kinds.exactly import AT_DEPLOY_TIME
from policies.core.kinds.requirement import Keys, patches, shown
from policies.core.stack import Stack
from policies.core.strict_json import Json


@dataclass(frozen=True)
class ReferenceTo:
    """The whole value refers to this attribute of a resource of this type, and the resource is in the stack.

    `otherwise` is the sentence about another value, which stands in it as `{value}`.
    """

    type: str
    attribute: str
    otherwise: str = ""

    @property
    def compliant(self) -> Any:
        return self._to("ours")

    @property
    def given(self) -> Mapping[str, Values]:
        return {f"{self.type}.ours": {}}

    def fits(self, value: Json, stack: Stack) -> bool:
        """Whether the value is such a reference."""
        resource = stack.resolve(value, self.attribute)
        return resource is not None and resource.type == self.type

    def violations(self, attribute: str, value: Json, stack: Stack) -> Iterator[str]:
        if not self.fits(value, stack):
            sentence = self.otherwise or f"{attribute} is {{value}}, not the {self.attribute} of a {self.type} here"
            yield sentence.format(value=shown(value))

    def edits(self, keys: Keys) -> Mapping[str, Edit]:
        wrong = {"is missing": None, "is of something elsewhere": "abc123", "is decided at deploy time": AT_DEPLOY_TIME}
        return patches(keys, {**wrong, "refers to what is not there": self._to("nowhere")})

    def _to(self, name: str) -> str:
        return f"${{{self.type}.{name}.{self.attribute}}}"

"""`EncryptedWith("transactions")`: the attribute refers to this stack's key for a class of data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policies.aws.key_examples import keys_of, wrong_keys
from policies.aws.keys import BY_STACK, key_class
from policies.core import Stack
from policies.core.examples import Edit, Values
from policies.core.known_stacks import SYSTEM
from policies.core.strict_json import Json


@dataclass(frozen=True)
class EncryptedWith:
    """A reference to the ARN of the customer managed key for this class of data, which is one of a stack's."""

    data: str
    stack: str = SYSTEM

    @property
    def given(self) -> Mapping[str, Values]:
        return keys_of(self.stack)

    @property
    def compliant(self) -> str:
        return f"${{aws_kms_key.{self.data}.arn}}"

    def violations(self, attribute: str, value: Json, stack: Stack) -> Iterator[str]:
        data = key_class(value, stack)
        if value is None:
            yield "is not encrypted with a customer managed key"
        elif data is None:
            yield f"is encrypted with {value!r}, which is no customer managed key of this stack for a class of data"
        elif data != self.data:
            yield f"is encrypted with the key for {data}, not with the one for {self.data}"

    def edits(self, keys: tuple[str, ...]) -> Mapping[str, Edit]:
        another = next(data for data in BY_STACK[self.stack] if data != self.data)
        return wrong_keys(*keys, instead=another)

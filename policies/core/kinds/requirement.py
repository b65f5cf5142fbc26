"""What one attribute must be: a value that fits, what is wrong with one that does not, and edits that break it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from policies.core.examples import Edit, Values, nested
from policies.core.stack import Stack
from policies.core.strict_json import Json, thaw

Keys = tuple[str, ...]


class Requirement(Protocol):
    """What must be true of the value of one attribute."""

    @property
    def compliant(self) -> Any:
        """A value that fits; None where the attribute is left out."""

    @property
    def given(self) -> Mapping[str, Values]:
        """What must stand beside the example so that the value fits, by address."""

    def violations(self, attribute: str, value: Json, stack: Stack) -> Iterator[str]:
        """What is wrong with the value, a sentence each."""

    def edits(self, keys: Keys) -> Mapping[str, Edit]:
        """The standard violations: by name, an edit of the value below these keys."""


def patches(keys: Keys, values: Mapping[str, Any]) -> dict[str, Edit]:
    """A merge patch for each value, under the path of the attribute and what is wrong with it."""
    return {f"{'.'.join(keys)} {wrong}": nested(keys, value) for wrong, value in values.items()}


def all_given(requirements: Iterable[Requirement]) -> dict[str, Values]:
    """What must stand beside the example for all of these."""
    return {address: values for requirement in requirements for address, values in requirement.given.items()}


def shown(value: Json) -> str:
    """A value as a sentence shows it."""
    return "not set" if value is None else repr(thaw(value))

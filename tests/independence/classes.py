"""What somebody may do with a setting alone: nothing, move it within bounds, or anything."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from stacks.settings import Settings

Changes = Mapping[str, Any]


class Move(NamedTuple):
    """Settings that are changed, and the policy that must then close the gate; none where it must stay open."""

    changes: Changes
    closed_by: str | None = None

    def __str__(self) -> str:
        return ", ".join(f"{name}={value}" for name, value in self.changes.items())

    @property
    def is_none(self) -> bool:
        """Whether the settings are so already."""
        return Settings(**self.changes) == Settings()


@dataclass(frozen=True)
class Agreed:
    """Any other value closes the gate; `instead` is another value where one cannot count up and down."""

    by: str
    instead: tuple[Any, ...] = ()

    def moves(self, name: str) -> Iterator[Move]:
        """The nearest other values."""
        value = getattr(Settings(), name)
        for other in self.instead or (value - 1, value + 1):
            yield Move({name: other}, self.by)


@dataclass(frozen=True)
class Bounded:
    """The first value beyond each bound closes the gate, and so do the `gaps`; the bounds themselves do not.

    `above` is the policy on the upper bound, where it is another one. `at_low` and `at_high` are what must move along,
    since it is in relation to the setting.
    """

    low: int
    high: int
    by: str
    above: str = ""
    gaps: tuple[int, ...] = ()
    at_low: Changes = field(default_factory=dict)
    at_high: Changes = field(default_factory=dict)

    def moves(self, name: str) -> Iterator[Move]:
        """Both bounds, the first values beyond them, and what lies between and does not fit."""
        yield Move({**self.at_low, name: self.low})
        yield Move({**self.at_low, name: self.low - 1}, self.by)
        yield Move({**self.at_high, name: self.high})
        yield Move({**self.at_high, name: self.high + 1}, self.above or self.by)
        yield from (Move({name: value}, self.by) for value in self.gaps)


@dataclass(frozen=True)
class Free:
    """No value that makes sense closes the gate, for this reason."""

    reason: str

    def moves(self, name: str) -> Iterator[Move]:
        """The next value."""
        yield Move({name: getattr(Settings(), name) + 1})

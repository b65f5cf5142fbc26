"""What follows from a frozen thing is made once, however many policies ask for it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cached_property
from typing import Any, Concatenate, ParamSpec, Self, TypeVar, cast

Made = TypeVar("Made")
Arguments = ParamSpec("Arguments")


class Once:
    """Lets a frozen class keep what pure functions make of its objects."""

    def once(
        self,
        make: Callable[Concatenate[Self, Arguments], Made],
        *arguments: Arguments.args,
        **named: Arguments.kwargs,
    ) -> Made:
        """`make(self, *arguments)`, made at the first call and kept; `make` must be a function of a module."""
        key: Hashable = (make, arguments, *named.items()) if arguments or named else make
        if key not in self._made:
            self._made[key] = make(self, *arguments, **named)
        return cast("Made", self._made[key])

    @cached_property
    def _made(self) -> dict[Hashable, Any]:
        return {}

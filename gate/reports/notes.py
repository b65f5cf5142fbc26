"""What is read of the resources of a stack, noted while policies look at it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Concatenate, ParamSpec, Self, TypeVar, cast

from policies.core.caching import Once

# The path of a policy that reads a block as a whole, as one that looks for words anywhere does.
WHOLE = "*"
# Paths of attributes, `server_side_encryption.kms_key_arn`, by the address of the resource.
Paths = Mapping[str, set[str]]
Made = TypeVar("Made")
Arguments = ParamSpec("Arguments")


@dataclass
class Notes:
    """What was read since the last question, and what was read earlier for results that are only looked up now."""

    own: dict[str, set[str]] = field(default_factory=dict)
    earlier: list[Paths] = field(default_factory=list)

    def add(self, address: str, path: str) -> None:
        self.own.setdefault(address, set()).add(path)

    def paths(self, address: str) -> tuple[str, ...]:
        """What was read of a resource."""
        return tuple(sorted(set[str]().union(*(noted.get(address, ()) for noted in (self.own, *self.earlier)))))

    def while_making(self, make: Callable[[], Made]) -> tuple[Made, Paths]:
        """What is made, and all that is read meanwhile, which does not count as read now."""
        before = self.own, self.earlier
        self.own, self.earlier = {}, []
        try:
            made = make()
            for paths in self.earlier:
                for address, found in paths.items():
                    self.own.setdefault(address, set()).update(found)
            return made, self.own
        finally:
            self.own, self.earlier = before


class Noting(Once):
    """Whoever asks for what was made once has read what it was made of."""

    notes: Notes

    def once(
        self,
        make: Callable[Concatenate[Self, Arguments], Made],
        *arguments: Arguments.args,
        **named: Arguments.kwargs,
    ) -> Made:
        key = (make, arguments, *named.items())
        if key not in self.__dict__["noted"]:
            asked = partial(super().once, make, *arguments, **named)
            self.__dict__["noted"][key] = self.notes.while_making(asked)
        made, paths = self.__dict__["noted"][key]
        self.notes.earlier.append(paths)
        return cast("Made", made)

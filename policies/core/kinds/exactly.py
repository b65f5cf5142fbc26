"""`Exactly(7)`, `OneOf("STANDARD", None)`, `Absent()`: the attribute has just this value, of just this type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from policies.core.equality import same
from policies.core.examples import Edit, Values
from policies.core.kinds.requirement import Keys, patches, shown
from policies.core.stack import Stack
from policies.core.strict_json import Json

AT_DEPLOY_TIME = "${var.decided_later}"


class OneOf:
    """The attribute has one of these values; None stands for leaving it out, and the first is the example's.

    `otherwise` is the sentence about another value; `{attribute}` and `{value}` stand in it for what they are.
    """

    def __init__(self, *values: Any, otherwise: str = "") -> None:
        self.values, self.otherwise = values, otherwise

    given: ClassVar[Mapping[str, Values]] = {}

    @property
    def compliant(self) -> Any:
        return self.values[0]

    def violations(self, attribute: str, value: Json, stack: Stack) -> Iterator[str]:
        if not self._fits(value):
            expected = " or ".join(map(shown, self.values))
            sentence = self.otherwise.format(attribute=attribute, value=shown(value))
            yield sentence or f"{attribute} is {shown(value)}, not {expected}"

    def edits(self, keys: Keys) -> Mapping[str, Edit]:
        value = next((value for value in self.values if value is not None), None)
        wrong = {"is missing": None, **_others(value), "is decided at deploy time": AT_DEPLOY_TIME}
        return patches(keys, {name: value for name, value in wrong.items() if not self._fits(value)})

    def _fits(self, value: Any) -> bool:
        return any(same(value, fitting) for fitting in self.values)


class Exactly(OneOf):
    """The attribute has this value."""

    def __init__(self, value: Any, *, otherwise: str = "") -> None:
        super().__init__(value, otherwise=otherwise)


class Absent(OneOf):
    """The attribute is left out; or false, where that says the same."""

    def __init__(self, *, or_false: bool = False, otherwise: str = "") -> None:
        super().__init__(None, *([False] if or_false else []), otherwise=otherwise)


def _others(value: Any) -> Mapping[str, Any]:
    """Values that are near to this one, and are another."""
    if isinstance(value, bool):
        return {"is the opposite": not value, "is a text": str(value).lower(), "is a list of one": [value]}
    if isinstance(value, int | float):
        near = {"is one more": value + 1, "is one less": value - 1}
        return {**near, "is a text": str(value), "is true": True, "is a list of one": [value]}
    if isinstance(value, str):
        return {"is another text": f"{value}x", "is in another case": value.swapcase(), "is a list of one": [value]}
    if isinstance(value, list | tuple):
        return {"is empty": [], "has one more": [*value, "other"], "is a list of that list": [list(value)]}
    return {"is there": True} if value is None else {}

"""A rule that is data: these attributes of these types must be so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from policies.core.examples import Edit, merged, nested
from policies.core.kinds.requirement import Requirement, all_given
from policies.core.policy import Policy
from policies.core.resources import Resource
from policies.core.stack import Stack


class Attributes(Policy):
    """`required` says of each attribute, `block.attribute` where it stands in a block, what it must be.

    From that follow the judging, what the policy claims, its compliant example with what stands beside it, and the
    standard violations of it; `violating` need only hold what is special, and may give a standard violation a name of
    its own.
    """

    required: ClassVar[Mapping[str, Requirement]]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "required" not in vars(cls):
            return
        cls.claims = tuple(dict.fromkeys((*(path.partition(".")[0] for path in cls.required), *cls.claims)))
        values = [nested(_keys(path), requirement.compliant) for path, requirement in cls.required.items()]
        cls.compliant = _all_of([*values, cls.compliant])
        cls.given = {**all_given(cls.required.values()), **cls.given}
        own = dict(getattr(cls, "violating", {}))
        standard = [(name, edit) for name, edit in _standard(cls.required) if edit not in own.values()]
        cls.violating = _named_once(cls.id, [*standard, *own.items()])

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        # Only a variable keeps a null that is written, as it may be the variable's default; elsewhere it is left out.
        yield from (f"{path} is null" for path in self.required if resource.values.get(path, "") is None)
        for path, requirement in self.required.items():
            yield from requirement.violations(path, resource.get(*_keys(path)), stack)


def _keys(path: str) -> tuple[str, ...]:
    return tuple(path.split("."))


def _all_of(values: list[Any]) -> Mapping[str, Any]:
    result: dict[str, Any] = {}
    for value in values:
        result = merged(result, value)
    return result


def _named_once(policy_id: str, edits: Iterable[tuple[str, Edit]]) -> Mapping[str, Edit]:
    violating: dict[str, Edit] = {}
    for name, edit in edits:
        if name in violating:
            raise TypeError(f"{policy_id} has two violations named {name!r}, and one would hide the other")
        violating[name] = edit
    return violating


def _standard(required: Mapping[str, Requirement]) -> Iterator[tuple[str, Edit]]:
    for path, requirement in required.items():
        yield from requirement.edits(_keys(path)).items()

"""A policy: what must be true of a resource, why, and the examples that prove that it would notice."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from enum import Enum
from fnmatch import translate
from functools import cache
from typing import ClassVar

from policies.core.control import ControlMapping
from policies.core.deployed_folder import TYPES as FOLDER_TYPES
from policies.core.examples import Edit, Values
from policies.core.known_stacks import BELONGS, SYSTEM, stacks_of
from policies.core.resources import Resource
from policies.core.stack import Stack

# Every block of the file, and every record of calls; a bundle holds source code, whose text is none of theirs.
EVERY_RESOURCE = "*"


class Severity(Enum):
    """How bad it is, for the reader: every violation closes the gate."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class Policy:
    """One rule. The docstring's first line is its title, the rest its rationale.

    Either `applies_to` names the types that it judges, each of which must be present in the stack to which it belongs
    (`*` is every block), or `forbids` names the types that must be absent (shell-style patterns: `data.*`).
    `stacks` names the stacks that it judges, the system's unless it says otherwise.
    `claims` names the attributes that it judges on them: an attribute that no policy claims closes the gate.
    `compliant` is the example resource, of the first type in `applies_to`; `given` is what stands beside it, by
    address; `violating` holds edits of it, each of which must be noticed.
    A policy is `waivable` only if a violation of it lets nobody in and switches nothing off: somebody may answer for
    it for a while. Nobody may waive any other, and none where the place is exposed (policies/aws/exposures.py).
    """

    id: ClassVar[str]
    severity: ClassVar[Severity]
    controls: ClassVar[tuple[ControlMapping, ...]] = ()
    stacks: ClassVar[tuple[str, ...]] = (SYSTEM,)
    applies_to: ClassVar[tuple[str, ...]] = ()
    forbids: ClassVar[tuple[str, ...]] = ()
    claims: ClassVar[tuple[str, ...]] = ()
    remediation: ClassVar[str]
    waivable: ClassVar[bool] = False
    compliant: ClassVar[Values] = {}
    given: ClassVar[Mapping[str, Values]] = {}
    violating: ClassVar[Mapping[str, Edit]]

    @property
    def title(self) -> str:
        return (inspect.getdoc(self) or "").partition("\n")[0]

    @property
    def rationale(self) -> str:
        return (inspect.getdoc(self) or "").partition("\n")[2].strip()

    def types(self, stack: Stack) -> tuple[str, ...]:
        """The types in `applies_to` that belong to this stack."""
        return tuple(type_ for type_ in self.applies_to if stack.name in stacks_of(type_))

    def covers(self, type_: str, stack: Stack) -> bool:
        """Whether resources of this type are its business in this stack: nothing is forbidden where it belongs."""
        if self.forbids:
            return _any_of(self.forbids).fullmatch(type_) is not None and stack.name not in BELONGS.get(type_, ())
        return type_ in (types := self.types(stack)) or (EVERY_RESOURCE in types and type_ not in FOLDER_TYPES)

    def is_asked(self, stack: Stack) -> bool:
        """Whether it judges this stack at all: what is about the folder is not asked of a file that is judged alone."""
        about_the_folder = any(type_ in FOLDER_TYPES for type_ in self.applies_to)
        return stack.name in self.stacks and not (about_the_folder and stack.is_alone)

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        """Whether it judges this resource, of a type that it covers; narrower policies override it."""
        return True

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        """What is wrong with the resource, a sentence each, without a subject; no input, output, clock or change."""
        if not self.forbids:
            raise NotImplementedError(f"{type(self).__name__} says nothing of what it applies to")
        yield f"{resource.type} has no place in this stack"


@cache
def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(translate(pattern) for pattern in patterns))

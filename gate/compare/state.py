"""A state of the project, as it is compared with another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gate.compare.tracked import Files
from gate.model import Finding
from policies.core.stack import Stack
from policies.core.strict_json import Json


@dataclass(frozen=True)
class Built:
    """One synthesized stack: its blocks, what is found in it, its file, and by path what lies beside that, if known."""

    stack: Stack
    findings: Sequence[Finding] = ()
    file: Json = None
    beside: Mapping[str, str] | None = None


@dataclass(frozen=True)
class State:
    """What the project builds, by the stack's name, and every tracked file; None where a file was given alone."""

    stacks: Mapping[str, Built]
    files: Files | None = None
    digests: Mapping[str, str] = field(default_factory=dict)

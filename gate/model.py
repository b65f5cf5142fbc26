"""What was found, and what follows from it: findings, their outcomes, assessments and verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from pathlib import PurePosixPath
from typing import NamedTuple

from policies.core.resources import Resource
from policies.core.stack import Stack

# The place of a finding that is about no single resource.
WHOLE_STACK = "the whole stack"


class Outcome(Enum):
    """What a policy says of a place; `ERROR` is that it could not judge."""

    PASS = "pass"  # noqa: S105 - an outcome, no password
    FAIL = "fail"
    ERROR = "error"


class Verdict(Enum):
    """Whether a deploy may go ahead; only `OPEN` lets it."""

    OPEN = "open"
    CLOSED = "closed"
    ERROR = "error"

    @property
    def exit_code(self) -> int:
        return {Verdict.OPEN: 0, Verdict.CLOSED: 1, Verdict.ERROR: 2}[self]


class Finding(NamedTuple):
    """One policy's outcome at one place.

    `source` is the engine that found it, `place` a construct path or Terraform address (the file's name where it is
    about the whole file), `details` one sentence a violation, and `remedy` what to do about it. `waiver` is the ticket
    of the waiver that covers it.
    """

    source: str
    policy: str
    place: str
    outcome: Outcome
    details: str = ""
    remedy: str = ""
    waiver: str = ""


def broken(policy: str, place: str, reason: str, remedy: str) -> Finding:
    """The finding of a run that could not judge at all."""
    return Finding("gate", policy, place, Outcome.ERROR, reason, remedy)


def verdict(findings: Iterable[Finding]) -> Verdict:
    """Open only if something was judged and everything passed or is waived; what could not be judged outweighs all."""
    outcomes = {finding.outcome for finding in findings if not finding.waiver}
    if not outcomes or Outcome.ERROR in outcomes:
        return Verdict.ERROR
    return Verdict.CLOSED if Outcome.FAIL in outcomes else Verdict.OPEN


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict on several files together; none at all could not be judged."""
    return max(verdicts, key=lambda verdict: verdict.exit_code, default=Verdict.ERROR)


@dataclass(frozen=True)
class Assessment:
    """The findings on one file, with the digest of the very bytes that were judged (empty where there were none).

    `beside` holds the digests of what was judged together with the file, by path: the recorded calls of each function.
    `deployed` holds those of every file in the stack's folder, by path there; a file that is judged `alone` has none.
    `evaluated` holds the attributes that Checkov says it evaluated, by check and place.
    `stack` is what the bytes describe, where they could be read and the assessment does not come from the cache.
    """

    file: str
    digest: str
    findings: tuple[Finding, ...]
    beside: Mapping[str, str] = field(default_factory=dict)
    stack: Stack | None = field(default=None, compare=False, repr=False)
    alone: bool = False
    deployed: Mapping[str, str] = field(default_factory=dict, compare=False)
    evaluated: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def label(self) -> str:
        """What tells it apart from others: the folder that it is deployed from, or the file that was judged alone."""
        folder = PurePosixPath(self.file).parent.name
        return folder if folder and not self.alone else self.file

    def called(self, file: str) -> Assessment:
        """The same of the same file by another name."""
        names = {self.file: file}
        findings = tuple(found._replace(place=names.get(found.place, found.place)) for found in self.findings)
        return replace(self, file=file, findings=findings)

    @property
    def resources(self) -> tuple[Resource, ...]:
        """What the bytes describe, block by block."""
        return self.stack.resources if self.stack else ()

    @cached_property
    def verdict(self) -> Verdict:
        return verdict(self.findings)

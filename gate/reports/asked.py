"""The request as the first standard: each sentence of what was asked, how it fares, and the values that show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gate.asked.load import Sentence
from gate.model import Finding, Outcome
from gate.reports.evidence import Evidence
from gate.reports.shown_values import shown
from gate.reports.status import Status
from gate.words import sentence


@dataclass(frozen=True)
class Holding:
    """A policy that holds a sentence, and what it found."""

    policy: str
    title: str
    findings: tuple[Finding, ...]

    @property
    def status(self) -> Status:
        return _status(self.findings)


@dataclass(frozen=True)
class Asked:
    """A sentence, what of it no file can show, the policies that hold it, and the values in one line."""

    id: str
    sentence: str
    beyond: str
    holding: tuple[Holding, ...]
    values: str

    @property
    def status(self) -> Status:
        """Of all policies together; what no file can show in full is supported in part at the most."""
        statuses = {holding.status for holding in self.holding}
        best = Status.SUPPORTED if self.beyond else Status.SATISFIED
        return next((status for status in (Status.FAILS, Status.NOT_JUDGED) if status in statuses), best)


def asked(evidence: Evidence) -> tuple[Asked, ...]:
    """Each sentence, in the order of policies/asked.toml."""
    return tuple(_asked(each, evidence) for each in evidence.asked.sentences)


def _asked(said: Sentence, evidence: Evidence) -> Asked:
    holding = tuple(
        Holding(policy, evidence.titles.get(policy) or sentence(policy), evidence.by_policy.get(policy, ()))
        for policy in said.policies
    )
    stacks = [assessment.stack for assessment in evidence.assessments if assessment.stack]
    values = "; ".join(filter(None, (shown(each, stacks) for each in said.values)))
    return Asked(said.id, said.sentence, said.beyond, holding, values)


def _status(findings: Sequence[Finding]) -> Status:
    outcomes = {finding.outcome for finding in findings}
    if Outcome.FAIL in outcomes:
        return Status.FAILS
    return Status.SATISFIED if outcomes == {Outcome.PASS} else Status.NOT_JUDGED

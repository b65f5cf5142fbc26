"""The request as the first standard: each sentence of what was asked, how it fares, and the values that show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gate.asked.load import Sentence
from gate.model import Finding, Outcome
from gate.reports.evidence import Evidence, outcome
from gate.reports.shown_values import shown
from gate.words import sentence


@dataclass(frozen=True)
class Holding:
    """A policy that holds a sentence, and what it found."""

    policy: str
    title: str
    findings: tuple[Finding, ...]

    @property
    def outcome(self) -> Outcome:
        return outcome(self.findings)


@dataclass(frozen=True)
class Asked:
    """A sentence, what of it no file can show, the policies that hold it, and the values in one line."""

    id: str
    sentence: str
    beyond: str
    holding: tuple[Holding, ...]
    values: str

    @property
    def outcome(self) -> Outcome:
        """Of all policies together: one that did not judge leaves the sentence not judged."""
        outcomes = {holding.outcome for holding in self.holding}
        return next(each for each in (Outcome.ERROR, Outcome.FAIL, Outcome.PASS) if each in outcomes)

    @property
    def status(self) -> str:
        """In words; what no file can show in full is supported in part at the most."""
        return {
            Outcome.PASS: "supported in part" if self.beyond else "satisfied",
            Outcome.FAIL: "fails",
            Outcome.ERROR: "not judged",
        }[self.outcome]


def asked(evidence: Evidence) -> tuple[Asked, ...]:
    """Each sentence, in the order of policies/asked.toml."""
    by_policy: dict[str, list[Finding]] = {}
    for finding in evidence.findings:
        by_policy.setdefault(finding.policy, []).append(finding)
    titles = {policy.id: policy.title for policy in evidence.policies}
    return tuple(_asked(each, evidence, by_policy, titles) for each in evidence.asked.sentences)


def _asked(
    said: Sentence, evidence: Evidence, by_policy: Mapping[str, list[Finding]], titles: Mapping[str, str]
) -> Asked:
    holding = tuple(
        Holding(policy, titles.get(policy) or sentence(policy), tuple(by_policy.get(policy, ())))
        for policy in said.policies
    )
    stacks = [assessment.stack for assessment in evidence.assessments if assessment.stack]
    values = "; ".join(filter(None, (shown(each, stacks) for each in said.values)))
    return Asked(said.id, said.sentence, said.beyond, holding, values)

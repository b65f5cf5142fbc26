"""The rules of a run, each told once, so that a resource needs to name those that passed by their ids alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gate.reports.evidence import Evidence
from gate.reports.kinds import engine


@dataclass(frozen=True)
class Rule:
    """A rule that has findings: what must be true, the engines that judged it, and at how many places."""

    id: str
    title: str
    engines: str
    places: int


def rule_table(evidence: Evidence) -> Sequence[Rule]:
    """Every rule that the page names, by id."""
    return [
        Rule(
            policy,
            evidence.titles[policy],
            ", ".join(sorted({engine(finding.source) for finding in findings})),
            len({finding.place for finding in findings}),
        )
        for policy, findings in sorted(evidence.by_policy.items(), key=_in_order)
    ]


def _in_order(item: tuple[str, object]) -> list[str | int]:
    """A rule 10 comes after a rule 2."""
    return [int(part) if part.isdigit() else part for part in re.split("([0-9]+)", item[0])]

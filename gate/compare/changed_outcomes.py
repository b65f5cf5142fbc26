"""Where a policy fails that did not, or does not fail any more, whatever moved in between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from gate.compare.difference import Direction
from gate.model import Finding, Outcome

# By place: which way its findings went, and which policies say so.
Turns = Mapping[str, tuple[Direction, str]]
Failing = Mapping[tuple[str, str], Counter[str]]


def failing(findings: Iterable[Finding], places: Mapping[str, str]) -> Failing:
    """What is wrong, and how often, by (policy, place), the place being where it moved to."""
    found: dict[tuple[str, str], Counter[str]] = {}
    for finding in findings:
        if finding.outcome is not Outcome.PASS:
            key = finding.policy, places.get(finding.place, finding.place)
            found.setdefault(key, Counter())[finding.details] += 1
    return found


def turns(before: Failing, after: Failing) -> Turns:
    """The places that turned; where a policy that failed already finds more, that is weaker too."""
    found: dict[str, tuple[Direction, str]] = {}
    for place in sorted({place for _, place in (*before, *after)}):
        here = sorted({policy for policy, at in (*before, *after) if at == place})
        passes = [policy for policy in here if (policy, place) not in after]
        fails = [policy for policy in here if (policy, place) not in before]
        more = [
            policy
            for policy in here
            if policy not in passes + fails and not after[policy, place] <= before[policy, place]
        ]
        if fails or more:
            also = f"fails {', '.join(more)} in another way now" if more else ""
            found[place] = Direction.WEAKER, "; ".join(filter(None, (_said("fails", fails), also)))
        elif passes:
            found[place] = Direction.STRONGER, _said("passes", passes)
    return found


def _said(verb: str, policies: list[str]) -> str:
    return f"{verb} {', '.join(policies)} now" if policies else ""

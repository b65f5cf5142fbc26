"""Equal findings told once: a cause, with the places where it was found, worst first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from gate.check_ids import GRAPH
from gate.model import Finding, Outcome
from gate.words import KINDS, kind
from policies.core.policy import Severity

# What is said where a check that we decline fails beside what no decline excuses: it follows from something else.
NOT_DECLINED = "a check of Checkov's that we decline fails here, and declining it does not count: "
# From bad to good.
SEVERITIES = tuple(reversed(Severity))


class Cause(NamedTuple):
    """What was found in the same words, and each place where it was.

    `policy` is the worst that says so, and the remedy is its own; `also` are further ones that say it of these places.
    """

    policy: str
    details: str
    remedy: str
    outcome: Outcome
    places: tuple[str, ...]
    waiver: str = ""
    also: tuple[str, ...] = ()

    @property
    def policies(self) -> tuple[str, ...]:
        return (self.policy, *self.also)


def causes(findings: Iterable[Finding], severities: Mapping[str, Severity] = {}) -> tuple[Cause, ...]:
    """What does not pass, each cause once and each of its places once: the worst outcome first, then the worst policy.

    `severities` holds those of the policies, by id. What has none (a rule of the gate, a check of Checkov's, a pytest
    policy) stands with the high ones. What is equally bad stays in the order in which it was found.
    """
    places: dict[Finding, dict[str, None]] = {}
    for finding in findings:
        if finding.outcome is not Outcome.PASS:
            places.setdefault(finding._replace(source="", place=""), {})[finding.place] = None
    worst_first = sorted(places, key=lambda finding: _badness(finding, severities))
    found: dict[object, list[Cause]] = {}
    for cause in (_cause(finding, tuple(places[finding])) for finding in worst_first):
        found.setdefault((cause.details, cause.outcome, cause.waiver, frozenset(cause.places)), []).append(cause)
    return tuple(_without_repetitions([_together(same) for same in found.values()]))


def _together(same: Sequence[Cause]) -> Cause:
    """The worst of them, with the policies of the others."""
    others = dict.fromkeys(cause.policy for cause in same if cause.policy != same[0].policy)
    return same[0]._replace(also=tuple(others))


def _without_repetitions(found: Sequence[Cause]) -> Iterator[Cause]:
    """The connections in Checkov's graph that repeat what a policy says of the same places stand beside that policy."""
    twins = {(cause.policy, cause.outcome, cause.waiver): cause for cause in found}
    repeated: dict[Cause, Cause] = {}
    for cause in found:
        twin = twins.get((f"{GRAPH}{cause.policy}", cause.outcome, cause.waiver))
        if twin and {*twin.places} <= {*cause.places}:
            repeated.setdefault(twin, cause)
    beside = {cause: twin.policies for twin, cause in repeated.items()}
    yield from (cause._replace(also=(*cause.also, *beside.get(cause, ()))) for cause in found if cause not in repeated)


def _badness(finding: Finding, severities: Mapping[str, Severity]) -> tuple[int, int]:
    follows = finding.details.startswith(NOT_DECLINED)
    severity = Severity.LOW if follows else severities.get(finding.policy, Severity.HIGH)
    return -KINDS.index(kind(finding)), SEVERITIES.index(severity)


def _cause(finding: Finding, places: tuple[str, ...]) -> Cause:
    return Cause(finding.policy, finding.details, finding.remedy, finding.outcome, places, finding.waiver)

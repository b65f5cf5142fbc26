"""The evidence as rows: for each control, each finding and each value that was read, one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

from gate.words import IN_WORDS, printable

Verdict = Mapping[str, Any]


class Row(NamedTuple):
    """A control (empty where none is served), and how it fares; a finding, and one value that it was reached by."""

    standard: str
    control: str
    status: str
    policy: str
    title: str
    resource: str
    address: str
    attribute: str
    value: str
    outcome: str
    details: str
    engines: str
    judged_at: str
    commit: str


HEADINGS = tuple(field.replace("_", " ") for field in Row._fields)


def rows(verdict: Verdict) -> Iterator[Row]:
    """The rows of a verdict as `verdict.json` has it; what two engines say in the same words is told once."""
    served = _controls(verdict)
    titles = {policy["id"]: policy["title"] for policy in verdict["policies"]}
    addresses = {resource["place"]: resource["address"] for resource in verdict["resources"]}
    commit = verdict["head"].get("commit", "").partition(" ")[0]
    for engines, finding in _once(verdict["findings"]):
        policy, place = finding["policy"], finding["place"]
        about = (policy, titles[policy], place, addresses.get(place, ""))
        found = (_outcome(finding), finding["details"], engines, verdict["head"]["judged at"], commit)
        values = list(finding.get("values", {}).items()) or [("", "")]
        for control, value in product(served.get(policy) or [("", "", "")], values):
            yield Row(*map(printable, (*control, *about, *value, *found)))


def _controls(verdict: Verdict) -> Mapping[str, Sequence[tuple[str, str, str]]]:
    """By policy: the controls that it serves, as standard, number and status."""
    served: dict[str, list[tuple[str, str, str]]] = {}
    for control in verdict["controls"]:
        for policy in control["policies"]:
            named = (control["standard"], control["number"], control["status"])
            served.setdefault(policy["policy"], []).append(named)
    return served


def _once(findings: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each finding with the engines that say so; the first of them has the values."""
    found: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for finding in findings:
        key = tuple(finding[part] for part in ("policy", "place", "outcome", "details", "waiver"))
        found.setdefault(key, []).append(finding)
    for equal in found.values():
        yield ", ".join(dict.fromkeys(finding["source"] for finding in equal)), equal[0]


def _outcome(finding: Mapping[str, str]) -> str:
    return f"waived by {finding['waiver']}" if finding["waiver"] else IN_WORDS[finding["outcome"]]

"""The evidence as rows: for each control, each finding and each value that was read, one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

from gate.words import IN_WORDS, printable

Verdict = Mapping[str, Any]


# What was asked of the system stands among the controls under this name, each sentence by its id.
ASKED = "Asked"


class Row(NamedTuple):
    """A control (empty where none is served), and how it fares; a finding, and one value that it was reached by."""

    standard: str
    control: str
    control_title: str
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
    for engines, finding in _once(findings(verdict)):
        policy, place = finding["policy"], finding["place"]
        about = (policy, titles[policy], place, addresses.get(place, ""))
        found = (_outcome(finding), finding["details"], engines, verdict["head"]["judged at"], commit)
        values = list(finding["values"].items()) or [("", "")]
        for control, value in product(served.get(policy) or [("", "", "", "")], values):
            yield Row(*map(printable, (*control, *about, *value, *found)))


def findings(verdict: Verdict) -> Iterator[Mapping[str, Any]]:
    """Each finding at each place by itself, with every part, and with the values that were read there."""
    values = {resource["place"]: resource.get("values", {}) for resource in verdict["resources"]}
    for found in verdict["findings"]:
        for place, read in found["places"].items():
            of = {attribute: values[place][attribute] for attribute in read}
            yield {"details": "", "remedy": "", "waiver": "", **found, "place": place, "values": of}


def _controls(verdict: Verdict) -> Mapping[str, Sequence[tuple[str, str, str, str]]]:
    """By policy: the sentences and controls that it serves, as standard, number, title and status."""
    served: dict[str, list[tuple[str, str, str, str]]] = {}
    asked = ((ASKED, said["id"], said["sentence"], said) for said in verdict["asked"])
    controls = ((known["standard"], known["number"], known["title"], known) for known in verdict["controls"])
    for standard, number, title, entry in (*asked, *controls):
        for policy in entry["policies"]:
            served.setdefault(policy["policy"], []).append((standard, number, title, entry["status"]))
    return served


def _once(findings: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each finding with the engines that say so; the first of them has the values."""
    found: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for finding in findings:
        key = tuple(finding[part] for part in ("policy", "place", "outcome", "details", "waiver"))
        found.setdefault(key, []).append(finding)
    for equal in found.values():
        yield ", ".join(dict.fromkeys(finding["source"] for finding in equal)), equal[0]


def _outcome(finding: Mapping[str, str]) -> str:
    return f"waived by {finding['waiver']}" if finding["waiver"] else IN_WORDS[finding["outcome"]]

"""The findings in `verdict.json`: each once with its places, and each value once at its resource."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gate.check_ids import is_check
from gate.engines.judge import SOURCE
from gate.model import Finding
from gate.reports.evidence import Evidence
from gate.reports.grouping import grouped
from gate.reports.listed import finding_as_json


def findings(evidence: Evidence) -> Iterator[Mapping[str, Any]]:
    """What was found, with the names of the attributes that were read at each place; what is empty is left out."""
    for finding, places in grouped(evidence.findings):
        said = {name: text for name, text in finding_as_json(finding).items() if text}
        yield {**said, "places": {place: _read(finding, place, evidence) for place in places}}


def resources(evidence: Evidence) -> Iterator[Mapping[str, Any]]:
    """Each place that is a resource, with its address, and what policies read there by attribute."""
    values: dict[str, dict[str, str]] = {}
    for (_, where), read in evidence.values.items():
        values.setdefault(where, {}).update((value.attribute, value.value) for value in read)
    for assessment, told in zip(evidence.assessments, evidence.by_assessment, strict=True):
        names = {finding.place: as_told.place for finding, as_told in zip(assessment.findings, told, strict=True)}
        for resource in assessment.resources:
            named = names.get(resource.place)
            if named is not None:
                known = {"values": values[named]} if named in values else {}
                yield {"place": named, "address": resource.address, **known}


def _read(finding: Finding, place: str, evidence: Evidence) -> list[str]:
    """Checkov's findings on a policy of ours would only repeat what the judge's say."""
    if finding.source != SOURCE and not is_check(finding.policy):
        return []
    values = evidence.values.get((finding.policy, place), ())
    return list(dict.fromkeys(value.attribute for value in values))

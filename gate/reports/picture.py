"""The picture of a stack in the report: each box leads to what it stands for, and says how that fares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gate.diagram.boxes import Link, Linking
from gate.diagram.folding import folded_or_alone
from gate.diagram.svg import svg
from gate.diagram.tree import diagram
from gate.model import Assessment, Finding
from gate.reports.anchors import anchor
from gate.words import IN_WORDS, KINDS, counts, worst_kind
from policies.core.resources import Resource
from policies.core.stack import Stack

SIGNS = {"pass": "✓", "waived": "△", "fail": "✗", "error": "?"}
# A picture of more could not be read.
MOST = 1_000
TOO_MANY = f"It has more than {MOST:,} resources: too many for a picture."
# What a definition of another shape than its service takes makes of reading it: the policies say what is wrong with it.
MALFORMED = (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError)
NOT_SHOWN = "A resource of it has another shape than its service takes, so that it cannot be shown. See the findings."


def picture(stack: Stack, assessment: Assessment, told: Sequence[Finding], prefix: str) -> tuple[str, str]:
    """The picture as a part of the page, and why there is none.

    `told` has the places as the reports name them, and the picture's ids begin with the prefix.
    """
    if len(stack.resources) > MOST:
        return "", TOO_MANY
    try:
        return svg(diagram(stack, folded_or_alone(stack), _linking(assessment, told)), prefix), ""
    except MALFORMED:
        return "", NOT_SHOWN


def _linking(assessment: Assessment, told: Sequence[Finding]) -> Linking:
    by_place: dict[str, list[Finding]] = {}
    for finding, named in zip(assessment.findings, told, strict=True):
        by_place.setdefault(finding.place, []).append(named)
    return lambda resources: _link(resources, by_place)


def _link(resources: Sequence[Resource], by_place: Mapping[str, Sequence[Finding]]) -> Link | None:
    """To the worst of the resources that were judged, the first of equals."""
    judged = [by_place[resource.place] for resource in resources if resource.place in by_place]
    if not judged:
        return None
    count = counts(finding for findings in judged for finding in findings)
    worst = max(judged, key=lambda findings: KINDS.index(worst_kind(counts(findings))))
    kind = worst_kind(count)
    return Link(anchor(worst[0].place), kind, f"{SIGNS[kind]} {count[kind]:,} {IN_WORDS[kind]}")

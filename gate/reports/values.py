"""The values that a policy, or a check of Checkov's, read on the resource that it judged, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gate.model import Assessment, Finding
from gate.reports.reading import attributes_read
from gate.reports.wording import Value, in_words
from policies.core.policy import Policy

# By the id of the policy or check and the place.
Values = Mapping[tuple[str, str], tuple[Value, ...]]


def values_read(assessment: Assessment, told: Sequence[Finding], policies: Sequence[Policy]) -> Values:
    """What each policy and check read of what it judged, at the places as the reports name them, which `told` has."""
    stack, found = assessment.stack, dict[tuple[str, str], tuple[Value, ...]]()
    if stack is None:
        return found
    by_place = {resource.place: resource for resource in stack.resources}
    names = {finding.place: named.place for finding, named in zip(assessment.findings, told, strict=True)}
    worded: dict[tuple[str, str], tuple[Value, ...]] = {}
    for (policy, place), paths in {**assessment.evaluated, **attributes_read(stack, policies)}.items():
        for path in paths:
            if (place, path) not in worded:
                worded[place, path] = tuple(in_words(by_place[place], path, stack))
        if paths:
            found[policy, names.get(place, place)] = tuple(value for path in paths for value in worded[place, path])
    return found

"""What was found, each once, with all places of which it is true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from gate.model import Finding


def grouped(findings: Iterable[Finding]) -> Sequence[tuple[Finding, Sequence[str]]]:
    """Each finding without its place, and its places, no two of them alike: what is there twice is a second one."""
    times: Counter[Finding] = Counter()
    places: dict[tuple[Finding, int], list[str]] = {}
    for finding in findings:
        times[finding] += 1
        places.setdefault((finding._replace(place=""), times[finding]), []).append(finding.place)
    return [(finding, named) for (finding, _), named in places.items()]

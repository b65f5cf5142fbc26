"""What the page says beside findings: what was asked, who may do what, what it cannot speak of, what rules notice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gate.asked.scope import Scope
from gate.reports.access import Access, access
from gate.reports.asked import Asked, asked
from gate.reports.attack import Attacked, attacked
from gate.reports.evidence import Evidence
from gate.reports.scope import Standard, scope


class Sections(NamedTuple):
    """By the names that the template knows."""

    asked: Sequence[Asked]
    access: Access
    scope: tuple[Sequence[Standard], Scope]
    attacked: Attacked


def sections(evidence: Evidence) -> Sections:
    return Sections(asked(evidence), access(evidence), scope(evidence), attacked(evidence))

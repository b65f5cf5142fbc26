"""A decline is of all stacks together: where it excuses something in one of them, it is in use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gate.engines.checkov.built_in_checks import DECLINED, IN_VAIN
from gate.engines.checkov.scan import SOURCE
from gate.model import Assessment, Finding


def in_use(assessments: Sequence[Assessment]) -> list[Assessment]:
    """The assessments of all stacks, without the errors on declines that another of them needs."""
    findings = [finding for assessment in assessments for finding in assessment.findings]
    needed = {finding.policy for finding in findings if _says(finding, DECLINED)}
    return [
        replace(
            assessment,
            findings=tuple(
                finding
                for finding in assessment.findings
                if finding.policy not in needed or not _says(finding, IN_VAIN)
            ),
        )
        for assessment in assessments
    ]


def _says(finding: Finding, beginning: str) -> bool:
    return finding.source == SOURCE and finding.details.startswith(beginning)

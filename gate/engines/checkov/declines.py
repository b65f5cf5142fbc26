"""A decline is of all stacks together: where it excuses something in one of them, it is in use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gate.engines.checkov.built_ins import BuiltIns
from gate.engines.checkov.registry import titled
from gate.engines.checkov.scan import SOURCE, Records
from gate.model import WHOLE_STACK, Assessment, Finding, Outcome
from policies.core.deployed_folder import STACK
from policies.core.stack import Stack

# What is said of a place where a decline excuses something, and of a decline that excuses nothing.
DECLINED, IN_VAIN = "declined: ", "declines without need "


def declined(check: str, where: str, reason: str) -> Finding:
    """What such a check finds at a place, with the reason why we do not follow it."""
    return Finding(SOURCE, check, where, Outcome.PASS, f"{DECLINED}{reason}")


def in_vain(own: Records, stack: Stack, built_ins: BuiltIns) -> Iterator[Finding]:
    """A finding for each decline that excuses nothing. What another stack holds is no matter here."""
    failing = {check for (check, _), outcome in own.items() if outcome is Outcome.FAIL}
    for check in built_ins.declined:
        if check not in failing and not _is_of_another(built_ins.reports[check], stack):
            details = f"{IN_VAIN}Checkov's check {titled(check)}, which fails nowhere"
            remedy = "build again what it failed at, or remove it from [declined] in policies/checkov.toml"
            yield Finding(SOURCE, check, WHOLE_STACK, Outcome.FAIL, details, remedy)


def _is_of_another(types: Sequence[str], stack: Stack) -> bool:
    """Whether none of these types stands in this stack, and one does in another, or may, where nobody can tell."""
    others = stack.of(STACK)
    return not stack.of(*types) and (
        stack.is_alone or any(type_ in other.values for other in others for type_ in types)
    )


def in_use(assessments: Sequence[Assessment]) -> list[Assessment]:
    """The assessments of all stacks, without the failures of declines that another of them needs."""
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

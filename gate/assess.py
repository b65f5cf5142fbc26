"""Assessing files: from bytes on a disk to the findings of every engine, a digest and a verdict."""

from __future__ import annotations

import os
import tempfile
from datetime import date
from pathlib import Path

from gate.criteria import Criteria
from gate.engines.checkov.second_opinion import second_opinion
from gate.engines.checkov.settings import settings
from gate.engines.judge import judge
from gate.engines.pytest.runner import begin
from gate.model import Assessment, Finding, broken
from gate.own_rules import UNREADABLE
from gate.project_files import strange_files
from gate.provenance.digests import digest
from gate.waivers.apply import JudgedStack
from policies.core.rulebook import ROOT
from policies.core.stack import Stack
from policies.core.terraform_file import Unreadable

SYNTHESIZED = "cdk.tf.json"


def assess(path: Path, criteria: Criteria, *, name: str, today: date) -> Assessment:
    """The assessment of one synthesized file on a day, wherever it is; `name` is what the reports call the file."""
    try:
        if path.exists() and not path.is_file():
            return Assessment(name, "", (_unreadable(name, "is no regular file"),))
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        return Assessment(name, "", (_unreadable(name, f"cannot be read: {reason}"),))
    own, beside = digest(data), {file: digest(record) for file, record in criteria.records.items()}
    if criteria.broken:
        return Assessment(name, own, criteria.broken, beside)
    try:
        stack = Stack.load(data, criteria.calls)
    except Unreadable as error:
        return Assessment(name, own, (_unreadable(name, str(error)),), beside)
    judged = JudgedStack(_findings(data, stack, criteria), stack, criteria.policies)
    folders = (ROOT.parent, Path.cwd(), path.resolve().parent)
    around = (*settings(folders, os.environ), *strange_files(ROOT.parent))
    findings = (*judged.waived(criteria.waivers, today), *around)
    return Assessment(name, own, findings, beside, stack)


def _findings(data: bytes, stack: Stack, criteria: Criteria) -> tuple[Finding, ...]:
    """All engines judge the same bytes, in a copy that nobody changes meanwhile and that has the name Checkov needs."""
    with tempfile.TemporaryDirectory(prefix="gate-") as scratch:
        copy = Path(scratch) / SYNTHESIZED
        copy.write_bytes(data)
        with begin(copy) as tests:
            judged = judge(stack, criteria.policies)
            by_checkov = second_opinion(copy, stack, criteria.policies, judged, criteria.built_ins)
            return (*judged, *by_checkov, *tests.findings())


def _unreadable(name: str, reason: str) -> Finding:
    return broken(UNREADABLE, name, reason, "give a cdk.tf.json as it was synthesized")

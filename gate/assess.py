"""Judging files: from bytes on a disk to the findings of every engine, a digest and a verdict."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from gate.engines.checkov.built_ins import BrokenBuiltIns, BuiltIns
from gate.engines.checkov.scan import ScanFailed, scan
from gate.engines.checkov.second_opinion import opinion
from gate.engines.checkov.self_test import blind
from gate.engines.checkov.settings import steered
from gate.engines.judge import judge
from gate.engines.pytest.runner import begin
from gate.model import Finding, Judgement, broken
from gate.provenance.digests import digest
from gate.waivers.apply import Judged
from gate.waivers.load import BrokenWaivers, load
from policies.core.policy import Policy
from policies.core.recorded_calls import REMEDY, BrokenRecord, blocks, files
from policies.core.rulebook import ROOT
from policies.core.stack import Stack
from policies.core.terraform_file import Unreadable

SYNTHESIZED = "cdk.tf.json"
ADAPTER_REMEDY = "mend policies/checkov_adapter.py"


def judged(path: Path, policies: Sequence[Policy], *, called: str, today: date) -> Judgement:
    """The judgement of this day on one synthesized file, wherever it lies; what cannot be read could not be judged."""
    try:
        if path.exists() and not path.is_file():
            return Judgement(called, "", (_unreadable(called, "is no regular file"),))
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        return Judgement(called, "", (_unreadable(called, f"cannot be read: {reason}"),))
    own, beside = digest(data), dict[str, str]()
    try:
        records = files()
        beside = {file: digest(record) for file, record in records.items()}
        stack = Stack.load(data, blocks(records))
        waivers = load()
        found = Judged(_findings(data, stack, policies), stack, tuple(policies)).waived(waivers, today)
    except Unreadable as reason:
        return Judgement(called, own, (_unreadable(called, str(reason)),), beside)
    except BrokenRecord as error:
        return Judgement(called, own, (broken("BROKEN_RECORD", error.file, error.reason, REMEDY),), beside)
    except BrokenWaivers as error:
        return Judgement(
            called, own, (broken("BROKEN_WAIVERS", "policies/waivers.toml", str(error), "mend it"),), beside
        )
    folders = (ROOT.parent, Path.cwd(), path.resolve().parent)
    return Judgement(called, own, (*found, *steered(folders, os.environ)), beside, stack)


def _findings(data: bytes, stack: Stack, policies: Sequence[Policy]) -> tuple[Finding, ...]:
    """All engines judge the same bytes, in a copy that nobody changes meanwhile and that is called as Checkov wants."""
    with tempfile.TemporaryDirectory(prefix="gate-") as scratch:
        copy = Path(scratch) / SYNTHESIZED
        copy.write_bytes(data)
        with begin(copy) as tests:
            found = judge(stack, policies)
            return (*found, *_second(copy, stack, policies, found), *tests.findings())


def _second(copy: Path, stack: Stack, policies: Sequence[Policy], found: Sequence[Finding]) -> Iterator[Finding]:
    try:
        yield from opinion(scan(copy, stack), stack, policies, found, BuiltIns.load())
        for policy in blind(policies):
            yield broken(policy, "Checkov", "its check passes its own violating example", ADAPTER_REMEDY)
    except ScanFailed as error:
        yield broken("CHECKOV", SYNTHESIZED, str(error), "mend what it names, or make .venv anew")
    except BrokenBuiltIns as error:
        yield broken("CHECKOV", "policies/checkov.toml", str(error), "")


def _unreadable(called: str, reason: str) -> Finding:
    return broken("UNREADABLE", called, reason, "give a cdk.tf.json as it was synthesized")

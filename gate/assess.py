"""Assessing files: from bytes to the findings of every engine, a digest and a verdict."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from gate.criteria import Criteria
from gate.deployed import Deployed
from gate.deployments import deployments
from gate.engines.attributes import unjudged
from gate.engines.checkov.second_opinion import Opinion, second_opinion
from gate.engines.checkov.settings import settings
from gate.engines.judge import judge
from gate.engines.pytest.runner import begin
from gate.model import Assessment, broken
from gate.own_rules import UNREADABLE
from gate.progress import FILE, PHASE, note
from gate.project_files import strange_files
from gate.provenance.digests import digest
from gate.synthesis import ROOT as PROJECT
from gate.waivers.apply import JudgedStack
from gate.withheld import cleaned
from policies.core.deployed_folder import SYNTHESIZED
from policies.core.recorded_calls import RECORD
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.terraform_file import Unreadable

Beside = Callable[[Stack], Iterable[Resource]]


class Read(NamedTuple):
    """A file's bytes, what the reports call it, the folder in which it lies, and what is judged beside its stack."""

    data: bytes
    name: str
    folder: Path
    beside: Beside


def assess(path: Path, criteria: Criteria, *, name: str, today: date) -> Assessment:
    """The assessment of one file alone on a day, wherever it lies; `name` is what the reports call it."""
    try:
        if path.exists() and not path.is_file():
            assessment = _unreadable(name, "is no regular file")
        else:
            read = Read(path.read_bytes(), name, path.resolve().parent, lambda _: ())
            assessment = _assessment(read, criteria, today)
    except OSError as error:
        assessment = _unreadable(name, f"cannot be read: {(error.strerror or type(error).__name__).lower()}")
    return replace(assessment, alone=True)


def assess_stack(deployed: Deployed, stack: str, path: Path, criteria: Criteria, today: date) -> Assessment:
    """The assessment of a stack with the folder that it is deployed from; `path` is where its file is kept."""
    name = path.relative_to(PROJECT).as_posix() if path.is_relative_to(PROJECT) else str(path)
    note(stack, FILE)
    data = deployed.file(stack)
    if data is None:
        return _unreadable(name, "is missing, or no regular file")
    read = Read(data, name, path.parent, partial(deployed.blocks, stack))
    return replace(_assessment(read, criteria, today), deployed=deployed.digests(stack))


def _assessment(read: Read, criteria: Criteria, today: date) -> Assessment:
    own, records = digest(read.data), {file: digest(record) for file, record in criteria.records.items()}
    if criteria.broken:
        return Assessment(read.name, own, criteria.broken, records)
    try:
        stack = Stack.load(read.data, criteria.calls)
    except Unreadable as error:
        return replace(_unreadable(read.name, str(error)), digest=own, beside=records)
    # They are of the system's functions, and no other stack is judged by them.
    records = records if stack.of(RECORD) else {}
    stack = stack.beside(read.beside(stack))
    found, evaluated = _opinion(read.data, stack, criteria)
    judged = JudgedStack(found, stack, criteria.policies)
    around = (*settings((PROJECT, Path.cwd(), read.folder), os.environ), *strange_files(PROJECT), *deployments(PROJECT))
    findings = (*judged.waived(criteria.waivers, today), *around)
    # Checkov asks the checks of its graph in any order, and the reports of two runs must be the same bytes.
    return Assessment(read.name, own, findings, records, stack, evaluated=dict(sorted(evaluated.items())))


def _opinion(data: bytes, stack: Stack, criteria: Criteria) -> Opinion:
    """All engines judge the same bytes, in a copy that nobody changes meanwhile and that has the name Checkov needs."""
    with tempfile.TemporaryDirectory(prefix="gate-") as scratch:
        copy = Path(scratch) / SYNTHESIZED
        copy.write_bytes(data)
        with begin(copy, stack=stack.name) as tests:
            note(f"the policies, on {len(stack.resources):,} blocks", PHASE)
            judged = judge(stack, criteria.policies)
            note(f"Checkov, on {len(stack.resources):,} blocks", PHASE)
            by_checkov = second_opinion(copy, stack, criteria.policies, judged, criteria.built_ins)
            note("pytest", PHASE)
            found = (*judged, *unjudged(stack, criteria.cells), *by_checkov.findings, *tests.findings())
            return Opinion(tuple(map(cleaned, found)), by_checkov.evaluated)


def _unreadable(name: str, reason: str) -> Assessment:
    return Assessment(name, "", (broken(UNREADABLE, name, reason, "give a cdk.tf.json as it was synthesized"),))

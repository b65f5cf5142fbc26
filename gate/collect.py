"""Gathering the evidence of a run: the judgements, and beside them what lies on the disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from gate.engines.checkov.built_ins import BrokenBuiltIns, BuiltIns
from gate.model import Judgement
from gate.provenance.attested import Attested, of_files, of_folder
from gate.reports.evidence import Evidence
from gate.synthesis import ROOT
from gate.waivers.load import BrokenWaivers, Waiver, load
from policies.core.policy import Policy
from policies.core.rulebook import BrokenRulebook, rulebook


def gathered(date: str, judgements: tuple[Judgement, ...], *, given: bool) -> Evidence:
    """The evidence of a day; of files that were `given` no more is attested than the files themselves."""
    return Evidence(date, judgements, _policies(), _waivers(), _attested(judgements, given), _declined())


def _policies() -> tuple[Policy, ...]:
    try:
        return rulebook()
    except BrokenRulebook:  # which the judgements tell
        return ()


def _waivers() -> tuple[Waiver, ...]:
    try:
        return load()
    except BrokenWaivers:  # which the judgements tell
        return ()


def _declined() -> Mapping[str, str]:
    try:
        return BuiltIns.load().declined
    except BrokenBuiltIns:  # which the judgements tell
        return {}


def _attested(judgements: Sequence[Judgement], given: bool) -> Attested:
    """Of a synthesized stack its whole folder, in which the file's digest is that of the bytes that were judged."""
    if given or len(judgements) != 1 or not (ROOT / judgements[0].file).is_file():
        return of_files({each.file: each.digest.removeprefix("sha256:") for each in judgements})
    (judgement,) = judgements
    there = of_folder((ROOT / judgement.file).parent)
    return replace(
        there, subjects={**there.subjects, Path(judgement.file).name: judgement.digest.removeprefix("sha256:")}
    )

"""The result of a run as the command line prints it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

import click

from gate.causes import Cause, causes
from gate.explanations.policy import file_of
from gate.model import Assessment, Outcome, Verdict
from gate.reports.listed import as_list
from gate.reports.places import distinguished
from gate.terminal import colored
from gate.words import ALONE, HEADLINES, counted, json_text, printable
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.policy import Policy
from policies.core.rulebook import BrokenRulebook, rulebook
from policies.core.text import few

# A screen of these helps more than all of them, which `--json` has.
MOST_ROWS = 20
# From bad to good; a violation without a severity is as bad as a high one.
ORDER = ("could not judge", "critical", "high", "violation", "medium", "low", "waived")
# What the id of a pytest policy begins with, before its file.
PYTEST = "PYTEST_"


def show(assessments: Sequence[Assessment], *, as_json: bool, passes: bool = False) -> None:
    """One line for each cause that does not pass, the worst first, and then one for each file; or all of it as JSON."""
    if as_json:
        click.echo(json_text(as_list(assessments, passes=passes)))
        return
    known = _policies(assessments)
    severities = {policy.id: policy.severity for policy in known.values()}
    found = causes(chain.from_iterable(distinguished(assessments)), severities)
    for line in (*map(cause_line, found), *_by_policy(found, known)):
        click.echo(line)
    for assessment in assessments:
        color = "green" if assessment.verdict is Verdict.OPEN else "red"
        click.secho(_summary(assessment), bold=True, fg=color, color=colored())
    if len(assessments) > len(KNOWN_STACKS):
        click.echo(_files(assessments))


def cause_line(cause: Cause) -> str:
    """`place, place, place and 4 more: what is wrong; what to do [POLICY, POLICY]`; a waiver's ticket is what to do."""
    remedy = f"; waived by {cause.waiver}" if cause.waiver else f"; {cause.remedy}" if cause.remedy else ""
    return printable(f"{few(cause.places)}: {cause.details}{remedy} [{', '.join(cause.policies)}]")


def _policies(assessments: Sequence[Assessment]) -> Mapping[str, Policy]:
    """The rulebook by id, where anything does not pass: a verdict from the cache has not read it."""
    if all(finding.outcome is Outcome.PASS for assessment in assessments for finding in assessment.findings):
        return {}
    try:
        return {policy.id: policy for policy in rulebook()}
    except BrokenRulebook:
        return {}


def _by_policy(found: Sequence[Cause], known: Mapping[str, Policy]) -> Iterator[str]:
    """A row for each policy: in how many places, how bad, and the file to read, or the command that explains it."""
    counts = Counter[tuple[str, str]]()
    for cause in found:
        for id_ in cause.policies:
            counts[_badness(cause, id_, known), id_] += len(cause.places)
    if len(counts) < 2:
        return
    yield "by policy:"
    for (badness, id_), count in sorted(counts.items(), key=lambda row: ORDER.index(row[0][0]))[:MOST_ROWS]:
        yield printable(f"{count:>6,}  {badness:<15}  {id_}: {_about(id_, known)}")
    if len(counts) > MOST_ROWS:
        yield f"        and {len(counts) - MOST_ROWS:,} more policies; --json has them all"


def _about(id_: str, known: Mapping[str, Policy]) -> str:
    """The file of a rule, or the command that explains it."""
    if id_ in known:
        return file_of(known[id_])
    file = id_.removeprefix(PYTEST).partition("::")[0]
    return f"tests/compliance/{file}" if id_.startswith(PYTEST) else f".venv/bin/gate explain {id_}"


def _badness(cause: Cause, id_: str, known: Mapping[str, Policy]) -> str:
    if cause.waiver or cause.outcome is Outcome.ERROR:
        return "waived" if cause.waiver else "could not judge"
    return known[id_].severity.value if id_ in known else "violation"


def _files(assessments: Sequence[Assessment]) -> str:
    verdicts = Counter(assessment.verdict for assessment in assessments)
    told = {Verdict.OPEN: "open", Verdict.CLOSED: "closed", Verdict.ERROR: "could not be judged"}
    return f"{len(assessments):,} files: {', '.join(f'{verdicts[verdict]:,} {word}' for verdict, word in told.items())}"


def _summary(assessment: Assessment) -> str:
    digest = f" {assessment.digest}" if assessment.digest else ""
    alone = f", {ALONE}" if assessment.alone else ""
    count = counted(assessment.findings)
    return printable(f"{HEADLINES[assessment.verdict]}: {assessment.file}{digest}{alone}: {count}")

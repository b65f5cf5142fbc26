"""The reports of a run: `verdict.json` for machines and `report.md` for people, replaced whole or not at all."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from gate.finding import Finding, Judgement, Outcome, Verdict, broken, worst
from gate.replacing import replace
from gate.words import HEADLINES, cell, counted, spoken

NO_TITLES: Mapping[str, str] = {}
# GitHub takes 1 MiB a step.
SUMMARY_LIMIT = 1_000_000
UNFINISHED = broken("UNFINISHED", "the run", "the run did not come to its end", "run the gate again")


def write(folder: Path, judgements: Sequence[Judgement], titles: Mapping[str, str] = NO_TITLES) -> None:
    """Writes both reports into the folder; `titles` says what each policy is, by its id."""
    folder.mkdir(parents=True, exist_ok=True)
    replace(folder / "verdict.json", json.dumps(as_json(judgements), indent=2, ensure_ascii=False) + "\n")
    replace(folder / "report.md", "\n".join(_markdown(judgements, titles)) + "\n")


def summarize(file: Path, judgements: Sequence[Judgement], titles: Mapping[str, str] = NO_TITLES) -> None:
    """Appends the Markdown report to the summary of a job, cut where GitHub would refuse it; raises OSError."""
    text = "\n".join(_markdown(judgements, titles)) + "\n"
    if len(text.encode()) > SUMMARY_LIMIT:
        kept = text.encode()[:SUMMARY_LIMIT].decode(errors="ignore").rpartition("\n")[0]
        text = f"{kept}\n\nCut here, since a summary takes no more: the reports hold all of it.\n"
    with file.open("a", encoding="utf-8") as summary:
        summary.write(text)


def begin(folder: Path) -> None:
    """Takes back what an earlier run said, so that a run that is cut off leaves no open verdict behind."""
    write(folder, [Judgement("the run", "", (UNFINISHED,))])


def as_json(judgements: Sequence[Judgement]) -> dict[str, Any]:
    """The run as `{"verdict", "digest", "files", "findings"}`; the digest of several files is that of their digests."""
    digests = [each.digest for each in judgements]
    together = digests[0] if len(digests) == 1 else _digest("\n".join(digests))
    return {
        "verdict": worst(each.verdict for each in judgements).value,
        "digest": together,
        "files": [
            {"file": each.file, "digest": each.digest, "beside": dict(each.beside), "verdict": each.verdict.value}
            for each in judgements
        ],
        "findings": [finding_as_json(finding) for each in judgements for finding in each.findings],
    }


def listed(judgements: Sequence[Judgement]) -> list[dict[str, Any]]:
    """The run as a list of `{"file", "verdict", "digest", "beside", "findings"}`, one a file."""
    return [
        {
            "file": each.file,
            "verdict": each.verdict.value,
            "digest": each.digest,
            "beside": dict(each.beside),
            "findings": [finding_as_json(finding) for finding in each.findings],
        }
        for each in judgements
    ]


def finding_as_json(finding: Finding) -> dict[str, str]:
    """A finding as `{"source", "policy", "place", "outcome", "details", "remedy"}`."""
    return {**finding._asdict(), "outcome": finding.outcome.value}


def _markdown(judgements: Sequence[Judgement], titles: Mapping[str, str]) -> Iterator[str]:
    yield f"# {HEADLINES[worst(each.verdict for each in judgements)]}"
    for each in judgements:
        yield ""
        yield f"## `{cell(each.file)}`"
        yield ""
        yield f"{HEADLINES[each.verdict]}: {counted(each.findings)}."
        yield f"Digest of the judged bytes: `{each.digest or 'none: there were no bytes to judge'}`."
        if each.beside:
            yield from ("", "Judged beside it, what each function calls:", "")
            yield from (f"- `{cell(file)}` `{digest}`" for file, digest in each.beside.items())
        yield from _failed(each)
        if each.verdict is not Verdict.ERROR or len(each.findings) > 1:
            yield from _by_policy(each.findings, titles)


def _failed(judgement: Judgement) -> Iterator[str]:
    failed = [finding for finding in judgement.findings if finding.outcome is not Outcome.PASS]
    if failed:
        yield from ("", "### What keeps it closed", "")
        yield from ("| place | what is wrong | what to do | policy |", "| --- | --- | --- | --- |")
    for each in failed:
        yield f"| `{cell(each.place)}` | {cell(each.details)} | {cell(each.remedy)} | {each.policy} |"


def _by_policy(findings: Sequence[Finding], titles: Mapping[str, str]) -> Iterator[str]:
    counts: dict[str, Counter[Outcome]] = {}
    for each in findings:
        counts.setdefault(each.policy, Counter())[each.outcome] += 1
    yield from (
        "",
        "### What was judged",
        "",
        "| policy | what must be true | passed | failed | not judged |",
        "| --- | --- | --: | --: | --: |",
    )
    for policy, count in counts.items():
        title = cell(titles.get(policy) or spoken(policy))
        yield f"| {policy} | {title} | {count[Outcome.PASS]} | {count[Outcome.FAIL]} | {count[Outcome.ERROR]} |"


def _digest(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"

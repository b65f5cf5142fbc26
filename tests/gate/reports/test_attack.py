"""How much the rules notice, as the page shows it: the score, of which files it is, and who judges what matters."""

from dataclasses import replace
from html import unescape

import pytest

from gate.asked.attack import Attack, Class, Count
from gate.engines.attributes import Cell
from gate.reports import html
from gate.reports.attack import attacked
from gate.reports.evidence import Evidence

OTHERS = {"account": "sha256:" + "1" * 64}
RUN = Attack(
    "2026-11-27",
    "commit 1a2b",
    {"account": "sha256:" + "0" * 64},
    Count(closed=1_999, generally=40, harmless=7, equivalent=2, survived=1),
    {"removed": Count(closed=1_999, generally=40, harmless=7, equivalent=2, survived=1)},
    (Class(7, ("*",), ("description",), "Text for people <b>"),),
    ("aws_kms_key.<x>: policy is removed",),
    {"aws_kms_key.policy": ("FRAUD_ENCRYPTION_5",)},
)


def section(evidence: Evidence) -> str:
    return unescape(html.render(evidence).partition('<section id="attack"')[2].partition("</section>")[0])


@pytest.fixture
def evidence(both: Evidence) -> Evidence:
    return replace(both, attack=RUN)


def test_the_score_is_told_with_its_day_and_commit(evidence: Evidence) -> None:
    said = section(evidence)
    assert "99.95 % of what must close the gate closes it:" in said
    assert "1,999 of 2,000 changes" in said
    assert "on 2026-11-27, of commit 1a2b" in said


def test_a_score_is_a_hundred_percent_only_of_all(evidence: Evidence) -> None:
    assert attacked(evidence).score == "99.95 %"
    nearly = replace(RUN, total=RUN.total._replace(closed=10**9))
    assert attacked(replace(evidence, attack=nearly)).score == "99.99 %"
    every = replace(RUN, total=RUN.total._replace(survived=0))
    assert attacked(replace(evidence, attack=every)).score == "100 %"


def test_a_score_of_other_files_says_so(evidence: Evidence) -> None:
    assert "changes of the very files that are judged here" in section(evidence)
    assert "changes of other files" in section(replace(evidence, attack=replace(RUN, judged=OTHERS)))


def test_what_survived_and_what_may_pass_are_shown_as_text(evidence: Evidence) -> None:
    page = html.render(evidence)
    assert "aws_kms_key.&lt;x&gt;: policy is removed" in page
    assert "Text for people &lt;b&gt;" in page


def test_each_argument_that_matters_is_shown_with_who_judges_it(evidence: Evidence) -> None:
    said = section(evidence)
    for cell in evidence.cells:
        row = said.partition(f"<code>{cell.type}.{cell.attribute}</code>")[2].partition("</tr>")[0]
        assert cell.matters in row
        assert (f"nobody: {cell.reason} ({cell.owner})" if cell.reason else "<code>FRAUD_") in row, cell


def test_an_argument_that_nobody_judges_is_shown_as_that(evidence: Evidence) -> None:
    empty = Cell("aws_kms_key", "planted", "policies")
    assert "<strong>nobody</strong>" in section(replace(evidence, cells=(empty,)))


def test_without_a_run_the_page_says_how_to_make_one(evidence: Evidence) -> None:
    assert "Run <code>make mutate</code>" in section(replace(evidence, attack=None))


def test_of_a_run_that_judged_by_nothing_nothing_is_said(evidence: Evidence) -> None:
    assert section(replace(evidence, cells=())) == ""

"""What keeps a closed gate closed stands on the first screen, a cause in one row, however many its places are."""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from gate.model import Finding, Outcome
from gate.reports import html
from gate.reports.anchors import anchor
from gate.reports.evidence import Evidence
from tests.gate.reports.browser import Browser
from tests.gate.reports.chromium import NEEDED
from tests.gate.reports.dom import words

pytestmark = NEEDED
HUNDRED = "stands in us-east-2, where nothing of ours may"
CAUSES = {
    "FRAUD_ENCRYPTION_1": ("is encrypted with a key of AWS", "give it the key for transactions"),
    "UNCLAIMED_TYPE": ("no policy judges aws_s3_bucket, so nobody knows whether this one is safe", "remove it"),
    "FRAUD_IAM_20": (
        "grants too much: dynamodb:DeleteItem on table transactions, which nothing needs",
        "run `make calls`",
    ),
    "FRAUD_LOG_1": ("keeps its logs for 14 days, not 7", "set the retention in stacks/settings.py"),
}


class Shown(NamedTuple):
    text: str
    bottom: float


@pytest.fixture(scope="module")
def closed(both: Evidence, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of all stacks with one cause at a hundred places and four at one place each."""
    *others, system = both.assessments
    places = list(dict.fromkeys(finding.place for finding in system.findings if "/" in finding.place))[:100]
    assert len(places) == 100
    failed = [Finding("policies", "FRAUD_FILE_20", place, Outcome.FAIL, HUNDRED, "move it") for place in places]
    failed += [Finding("policies", policy, places[-1], Outcome.FAIL, *said) for policy, said in CAUSES.items()]
    evidence = replace(both, assessments=(*others, replace(system, findings=(*system.findings, *failed))))
    page = tmp_path_factory.mktemp("closed") / "report.html"
    page.write_text(html.render(evidence))
    return page


def causes(browser: Browser) -> list[Shown]:
    rows = "[...document.querySelectorAll('#closed tbody tr')]"
    found = browser.ask(f"{rows}.map(row => [row.innerText, row.getBoundingClientRect().bottom])")
    assert isinstance(found, list)
    return [Shown(words(text), bottom) for text, bottom in found]


def test_each_cause_with_its_remedy_and_places_lies_on_the_first_screen(browser: Browser, closed: Path) -> None:
    browser.show(closed)
    assert "The gate is closed" in browser.seen()
    found = causes(browser)
    assert len(found) == 1 + len(CAUSES)
    assert max(cause.bottom for cause in found) <= 900
    for policy, (details, remedy) in CAUSES.items():
        assert [cause for cause in found if all(said in cause.text for said in (policy, details, remedy))]


def test_a_cause_of_a_hundred_places_is_one_row_that_unfolds(browser: Browser, closed: Path) -> None:
    browser.show(closed)
    (row,) = [cause.text for cause in causes(browser) if HUNDRED in cause.text]
    assert row.endswith("and 97 more")
    links = "document.querySelectorAll('#closed tbody tr td:last-child a').length"
    assert browser.ask(links) == 100 + len(CAUSES)
    browser.click("#closed details summary")
    assert max(cause.bottom for cause in causes(browser)) > 900


def test_a_cause_leads_to_the_resource_and_tells_there_what_is_wrong(browser: Browser, closed: Path) -> None:
    browser.show(closed)
    browser.click("#closed tbody tr:last-child td:last-child a")
    link = str(browser.ask("location.hash"))
    text = words(str(browser.ask(f"document.querySelector('{link}').innerText")))
    assert any(details in text for details, _ in CAUSES.values())
    assert text.split()[1] in browser.seen()
    assert link == f"#{anchor(text.split()[1])}"

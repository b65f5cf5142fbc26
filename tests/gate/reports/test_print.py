"""On paper the page holds everything: unfolded, in dark ink on white, with the heads of its tables on each sheet."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from gate.reports.anchors import anchor
from gate.reports.evidence import Evidence
from tests.gate.reports.browser import Browser
from tests.gate.reports.chromium import NEEDED

pytestmark = NEEDED
# By the id of each resource, what of it can be seen.
SEEN = """Object.fromEntries([...document.querySelectorAll("#resources .item")].map(item => [
    item.id,
    [...item.querySelectorAll("p, td")].filter(part => part.checkVisibility()).map(part => part.textContent).join(" "),
]))"""
STYLES = "[...new Set([...document.querySelectorAll('{}')].map(element => getComputedStyle(element).{}))]"
HIDDEN = "[...document.querySelectorAll('{}')].filter(part => !part.checkVisibility()).length"
HEIGHTS = "[...document.querySelectorAll('.diagram')].map(picture => picture.getBoundingClientRect().height)"


@pytest.fixture
def paper(browser: Browser, page: Path) -> Iterator[Browser]:
    """The page as it is printed for a reader whose system is dark, by a browser that runs no scripts."""
    browser.show(page, script=False)
    dark = {"name": "prefers-color-scheme", "value": "dark"}
    browser.call("Emulation.setEmulatedMedia", media="print", features=[dark])
    yield browser
    browser.call("Emulation.setEmulatedMedia", media="", features=[])


def test_paper_holds_each_policy_at_each_place_that_it_judged(paper: Browser, both: Evidence) -> None:
    seen = cast("dict[str, str]", paper.ask(SEEN))
    for finding in both.findings:
        ids = seen[anchor(finding.place)].replace(",", " ").split()
        assert finding.policy in ids, (finding.policy, finding.place)


def test_nothing_on_paper_is_folded(paper: Browser) -> None:
    assert paper.ask(HIDDEN.format("main details tr, main pre, main td p")) == 0


def test_paper_is_white_and_its_ink_dark(paper: Browser) -> None:
    assert paper.ask(STYLES.format("body, .diagram .paper", "backgroundColor"))
    assert paper.ask("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert paper.ask("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert paper.ask(STYLES.format(".diagram .paper", "fill")) == ["rgb(255, 255, 255)"]
    assert paper.ask(STYLES.format(".diagram .name", "fill")) == ["rgb(22, 25, 31)"]


def test_each_table_repeats_its_head_on_a_new_sheet_and_cuts_no_row(paper: Browser) -> None:
    assert paper.ask(STYLES.format("main thead", "display")) == ["table-header-group"]
    assert paper.ask(STYLES.format("main tr", "breakInside")) == ["avoid"]


def test_a_picture_fits_on_a_sheet(paper: Browser) -> None:
    sheet = 260 / 25.4 * 96
    assert all(0 < height < sheet for height in cast("list[float]", paper.ask(HEIGHTS)))
    assert paper.ask(HIDDEN.format(".picture svg, .picture a")) == 0

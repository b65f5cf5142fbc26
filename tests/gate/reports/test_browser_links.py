"""Evidence leads to the resource that it is about, a resource to the rules that judged it, and each by one click."""

from pathlib import Path

import pytest

from gate.reports.anchors import anchor
from tests.gate.reports.browser import Browser
from tests.gate.reports.chromium import NEEDED
from tests.gate.reports.dom import words

pytestmark = NEEDED
TABLE = "fraud-detection/transactions-table/table"
RULE = "FRAUD_ENCRYPTION_1"
ENCRYPTED = "server_side_encryption.kms_key_arn"
IN_SIGHT = """(found => {
    if (!found) return "";
    const { top } = found.getBoundingClientRect();
    const { bottom } = document.querySelector(".filter").getBoundingClientRect();
    return top >= Math.max(0, bottom) && top < innerHeight ? found.innerText : "";
})"""


def reached(browser: Browser) -> str:
    """The text of what the address leads to, if its beginning is in sight and nothing lies on it."""
    return words(str(browser.ask(f"{IN_SIGHT}(document.querySelector(':target'))")))


@pytest.mark.parametrize("script", [True, False])
def test_from_the_evidence_of_a_control_to_the_resource_and_back_to_the_rule(
    browser: Browser, page: Path, *, script: bool
) -> None:
    browser.show(page, "#control-PCI-DSS-4.0.1-3.5.1", script=script)
    if not script:  # nothing unfolds by itself
        browser.click("[id='control-PCI-DSS-4.0.1-3.5.1'] summary")
    browser.click(f"[id='control-PCI-DSS-4.0.1-3.5.1'] a[href='#{anchor(TABLE)}']")
    assert TABLE in reached(browser)
    if not script:
        browser.click(f"#{anchor(TABLE)} summary")
    assert ENCRYPTED in reached(browser)
    browser.click(f"#{anchor(TABLE)} a[href='#{RULE}']")
    assert RULE in reached(browser)
    encrypted = f'{ENCRYPTED} = the key "transactions"'
    assert encrypted in reached(browser)


def test_what_a_link_leads_to_is_marked(browser: Browser, page: Path) -> None:
    browser.show(page, f"#{RULE}")
    style = "getComputedStyle(document.querySelector('{}')).backgroundColor"
    assert browser.ask(style.format(":target")) != browser.ask(style.format("#controls tr:not(:target)"))


def test_a_link_to_a_resource_leads_there_next_year_too() -> None:
    assert anchor(TABLE) == "at-vtingqhw"


def test_a_link_shows_what_a_search_has_hidden(browser: Browser, page: Path) -> None:
    browser.show(page, "#search=3.5.1")
    browser.ask(f"location.hash = '#{anchor('fraud-detection/bus/bus')}'")
    assert "fraud-detection/bus/bus" in reached(browser)


def test_from_what_was_asked_to_the_rule_that_holds_it(browser: Browser, page: Path) -> None:
    browser.show(page, "#asked-seven-days")
    browser.click("#asked-seven-days a[href='#FRAUD_LOG_1']")
    assert "Every log group keeps its lines for exactly seven days. FRAUD_LOG_1" in reached(browser)


def test_each_link_leads_to_one_thing(browser: Browser, page: Path) -> None:
    browser.show(page)
    ids, links = (
        ids_of("[id]", "element.id"),
        ids_of('a[href^="#"]', 'decodeURIComponent(element.getAttribute("href").slice(1))'),
    )
    found, led = browser.ask(ids), browser.ask(links)
    assert isinstance(found, list)
    assert isinstance(led, list)
    assert len(found) == len(set(found))
    assert len(led) > 2000
    assert not {link for link in led if not link.startswith("search=")} - set(found)


def ids_of(selector: str, what: str) -> str:
    return f"[...document.querySelectorAll('{selector}')].map(element => {what})"

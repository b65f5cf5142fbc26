"""The search of the page: it leads from hit to hit by keyboard, and leaves nothing without a hit on the screen."""

from pathlib import Path

import pytest

from tests.gate.reports.browser import Browser
from tests.gate.reports.chromium import NEEDED
from tests.gate.reports.dom import words

pytestmark = NEEDED
HIT = "document.querySelector('.hit')"
HEADINGS = "[...document.querySelectorAll('main h2, main h3')].filter(h => h.checkVisibility()).map(h => h.innerText)"


@pytest.fixture
def page(browser: Browser, page: Path) -> Path:
    """Shown from its beginning."""
    browser.show(page)
    return page


def found(browser: Browser) -> str:
    """What the search announces."""
    return str(browser.ask("document.querySelector('[role=search] [aria-live=polite]').innerText"))


def hit(browser: Browser) -> str:
    """The text of the hit, if it can be seen as a whole line below the search field."""
    box = "(({top, height}) => [top, height, document.querySelector('.filter').getBoundingClientRect().bottom])"
    if not browser.ask(f"!!{HIT}"):
        return ""
    top, height, bar = (float(str(each)) for each in browser.ask(f"{box}({HIT}.getBoundingClientRect())"))  # type: ignore[attr-defined]
    return words(str(browser.ask(f"{HIT}.innerText"))) if bar <= top < 900 and height else ""


@pytest.mark.usefixtures("page")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8.6.2", "8.6.2"),
        ("FRAUD_ENCRYPTION_1", "FRAUD_ENCRYPTION_1"),
        ("transactions-table/table", "transactions-table/table"),
        ("AWSManagedRulesSQLiRuleSet", "AWSManagedRulesSQLiRuleSet"),
        ("StoreTransactions", "StoreTransactions"),
        ("physical access", "Physical access"),
        ("10.5.1 compliance seven", "Seven days were asked for"),
    ],
)
def test_controls_rules_resources_values_statements_and_words_are_found(
    text: str, expected: str, browser: Browser
) -> None:
    browser.press("/", text)
    assert found(browser).startswith("1 of ")
    seen = set()
    for _ in range(int(found(browser).split()[2])):
        seen.add(hit(browser))
        browser.press("Enter")
    assert "" not in seen, "each hit can be seen"
    assert any(expected in each for each in seen)


@pytest.mark.usefixtures("page")
def test_enter_leads_from_hit_to_hit_and_escape_back_to_the_whole_page(browser: Browser) -> None:
    before = browser.ask(HEADINGS)
    browser.press("/", "point in time")
    count = int(found(browser).split()[2])
    assert count > 1
    first = hit(browser)
    browser.press("Enter")
    assert found(browser) == f"2 of {count} found"
    assert hit(browser) not in {"", first}
    browser.press(*["Enter"] * (count - 1))
    assert (found(browser), hit(browser)) == (f"1 of {count} found", first)
    browser.press("Escape")
    assert browser.ask("[search.value, document.querySelectorAll('details[open] > .hit, [hidden]').length]") == ["", 0]
    assert found(browser) == ""
    assert browser.ask(HEADINGS) == before


@pytest.mark.usefixtures("page")
def test_no_heading_is_left_without_a_hit_below_it(browser: Browser) -> None:
    browser.press("/", "StoreTransactions")
    assert browser.ask(HEADINGS) == ["Who may do what", "Functions, workflow and API", "The same by resource"]
    browser.press("Escape", "nothing-is-called-so")
    assert found(browser) == "Nothing found"
    assert browser.ask(HEADINGS) == []


@pytest.mark.usefixtures("page")
def test_a_rule_is_no_other_whose_number_begins_alike(browser: Browser) -> None:
    browser.press("/", "FRAUD_API_2")
    count = int(found(browser).split()[2])
    rule = (
        "[...document.querySelectorAll('.item')].filter(i => !i.hidden && !/FRAUD_API_2(?![0-9])/.test(i.textContent))"
    )
    assert count > 1
    assert browser.ask(f"{rule}.length") == 0


@pytest.mark.usefixtures("page")
def test_a_slash_in_the_search_field_is_a_slash(browser: Browser) -> None:
    browser.press("/", "bus/bus")
    assert browser.ask("search.value") == "bus/bus"


def test_without_a_script_there_is_no_search_and_no_button(browser: Browser, page: Path) -> None:
    browser.show(page, script=False)
    assert browser.ask("search.checkVisibility()") is False
    assert browser.ask("document.querySelectorAll('button').length") == 0


@pytest.mark.usefixtures("page")
def test_a_digest_is_copied_by_a_button(browser: Browser) -> None:
    browser.call("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
    browser.click("#verdict details summary")
    browser.click("#verdict .digest + button")
    browser.wait("document.querySelector('.digest + button').innerText === 'Copied'")
    copied = str(browser.ask("navigator.clipboard.readText()"))
    assert copied.startswith("sha256:")
    assert copied == browser.ask("document.querySelector('.digest').innerText")

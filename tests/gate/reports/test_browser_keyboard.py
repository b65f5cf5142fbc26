"""Whoever uses no mouse, or hears the page, finds their way in it."""

from pathlib import Path

import pytest

from tests.gate.reports.browser import Browser
from tests.gate.reports.chromium import NEEDED
from tests.gate.reports.screens import DARK, DESK, PHONE, Screen

pytestmark = NEEDED
# What a mutant that survives is called: without a place where a line may break.
SURVIVOR = "aws_cloudwatch_metric_alarm.monitoring_" + "x" * 60
FOCUS = "(({tagName}, {outlineStyle, outlineWidth}) => [tagName, outlineStyle, parseFloat(outlineWidth)])"


@pytest.mark.parametrize("screen", [DESK, DARK], ids=["light", "dark"])
def test_what_has_the_focus_is_outlined(browser: Browser, page: Path, screen: Screen) -> None:
    browser.show(page, screen=screen)
    seen = set()
    for _ in range(30):
        browser.press("Tab")
        found = browser.ask(f"{FOCUS}(document.activeElement, getComputedStyle(document.activeElement))")
        assert isinstance(found, list)
        kind, style, width = found
        seen.add(kind)
        assert style == "solid", kind
        assert width >= 2
    assert {"A", "INPUT", "SELECT", "SUMMARY"} <= seen


def test_the_first_tab_leads_past_the_head(browser: Browser, page: Path) -> None:
    browser.show(page)
    browser.press("Tab", "Enter")
    assert browser.ask("location.hash") == "#controls"
    assert "By control" in browser.seen()


def test_a_screen_reader_hears_landmarks_and_sections_by_name(browser: Browser, page: Path) -> None:
    browser.show(page)
    nodes = browser.call("Accessibility.getFullAXTree")["nodes"]
    assert isinstance(nodes, list)
    heard = [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes if not node["ignored"]]
    roles = [role for role, _ in heard]
    assert [roles.count(role) for role in ("banner", "main", "navigation", "search")] == [1, 1, 1, 1]
    assert ("navigation", "Sections") in heard
    assert {("region", "Asked"), ("region", "By control"), ("region", "Who may do what")} <= {*heard}
    assert not [name for role, name in heard if role in {"link", "button", "textbox", "searchbox"} and not name.strip()]


def test_nothing_scrolls_sideways_on_a_phone_even_unfolded(browser: Browser, page: Path) -> None:
    browser.show(page, screen=PHONE)
    assert browser.ask("document.documentElement.scrollWidth <= innerWidth")
    browser.ask(f"document.getElementById('attack').insertAdjacentHTML('beforeend', '<ul><li>{SURVIVOR}</li></ul>')")
    browser.ask("document.querySelectorAll('details').forEach(details => details.open = true)")
    assert browser.ask("document.documentElement.scrollWidth <= innerWidth")

"""An analyst in a real browser, by keyboard alone."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from live.aws import Aws
from tests.gate.reports.browser import Browser
from tests.gate.reports.chromium import NEEDED, started
from tests.gate.reports.screens import DARK, DESK, PHONE, Screen
from tests.review.conftest import BY_RISK, counters, stored
from tests.review.served import serving

pytestmark = [NEEDED[0], pytest.mark.xdist_group("review")]
# Where pictures go for whoever wants to look at them.
PICTURES = os.environ.get("REVIEW_PICTURES", "")
# The least contrast of a text with what lies behind it that WCAG 2.2 AA asks for.
LEAST_CONTRAST = 4.5
CONTRASTS = """(() => {
    const channels = (color) => color.match(/[\\d.]+/g).map(Number);
    const light = (color) => channels(color).slice(0, 3)
        .map((part) => part / 255).map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
    const behind = (element) => {
        const color = getComputedStyle(element).backgroundColor;
        return (channels(color)[3] ?? 1) || !element.parentElement ? color : behind(element.parentElement);
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let least = 21;
    while (texts.nextNode()) {
        const holder = texts.currentNode.parentElement;
        if (!texts.currentNode.data.trim() || !holder.checkVisibility()) continue;
        const [one, other] = [light(getComputedStyle(holder).color), light(behind(holder))].sort((a, b) => a - b);
        least = Math.min(least, (other + 0.05) / (one + 0.05));
    }
    return least;
})()"""


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with started(tmp_path_factory.mktemp("user")) as browser:
        yield browser


@pytest.fixture
def browser(chromium: Browser, aws: Aws, tmp_path: Path) -> Iterator[Browser]:
    """At the list, for an analyst who has followed the address that was printed."""
    with serving(aws, tmp_path / "views") as served:
        chromium.said.clear()
        chromium.look(DESK)
        chromium.visit(served.entrance)
        yield chromium


def press(browser: Browser, *keys: str) -> None:
    """Keys of which each leads to another page."""
    for key in keys:
        browser.follow(lambda key=key: browser.press(key))  # type: ignore[misc]


def text(browser: Browser, selector: str) -> str:
    return str(browser.ask(f"document.querySelector('{selector}').textContent"))


def test_five_cases_are_reviewed_by_keyboard_alone(browser: Browser, aws: Aws) -> None:
    for left, (name, said) in enumerate(zip(BY_RISK, "fgfgf", strict=True)):
        assert text(browser, "h1") == f"{len(BY_RISK) - left} waiting"
        browser.press("j")
        press(browser, "Enter")
        assert text(browser, "h1") == name
        press(browser, "c", said)
    assert "Nothing waits for a person" in browser.seen()
    assert [stored(aws, name)["reported"] for name in BY_RISK] == ["fraud", "genuine", "fraud", "genuine", "fraud"]
    assert sum(number for name, number in counters(aws).items() if name.startswith("frauds_")) == 1
    assert browser.said == []


def test_the_keys_are_shown_and_lead_through_the_list_and_back(browser: Browser) -> None:
    assert {"j next", "k previous", "Enter open"} <= {
        str(each)
        for each in str(
            browser.ask("[...document.querySelectorAll('footer span')].map(each => each.textContent).join('|')")
        ).split("|")
    }
    browser.press("jjk")
    assert browser.ask("document.activeElement.textContent") == BY_RISK[0]
    browser.press("jjjjjjjj")
    assert browser.ask("document.activeElement.textContent") == BY_RISK[-1]
    press(browser, "Enter", "c", "r", "u")
    assert text(browser, "h1") == "5 waiting"


def test_single_keys_can_be_turned_off_for_whoever_speaks_to_the_machine(browser: Browser, aws: Aws) -> None:
    browser.press("j")
    press(browser, "Enter")
    browser.click("#keys")
    browser.press("c")
    assert text(browser, "#keys") == "Turn single keys on"
    assert "claimed_by" not in stored(aws, BY_RISK[0])
    browser.click("#keys")
    press(browser, "c")
    assert "claimed_by" in stored(aws, BY_RISK[0])


def test_a_hostile_merchant_s_name_runs_nothing_and_asks_for_nothing(browser: Browser) -> None:
    browser.press("jj")
    press(browser, "Enter")
    assert "<script>alert(1)</script>" in str(browser.ask("document.querySelector('dl').textContent"))
    assert browser.ask("document.scripts.length") == 1
    assert browser.said == []


@pytest.mark.parametrize("screen", [DESK, DARK, PHONE])
def test_every_text_can_be_read_and_nothing_runs_over_the_side(browser: Browser, screen: Screen) -> None:
    browser.look(screen)
    for number, key in enumerate(("", "j", "c")):
        if key == "j":
            browser.press("jj")
            press(browser, "Enter")
        elif key:
            press(browser, key)
        assert float(str(browser.ask(CONTRASTS))) >= LEAST_CONTRAST
        assert browser.ask("document.documentElement.scrollWidth <= innerWidth")
        if PICTURES:
            picture = str(browser.call("Page.captureScreenshot")["data"])
            name = f"{screen.width}-{'dark' if screen.dark else 'light'}-{number}.png"
            (Path(PICTURES) / name).write_bytes(base64.b64decode(picture))


def test_without_a_script_all_is_done_by_links_and_buttons(browser: Browser, aws: Aws) -> None:
    browser.look(DESK, script=False)
    try:
        browser.follow(lambda: browser.press("Tab", "Tab", "Tab", "Enter"))
        assert text(browser, "h1") == BY_RISK[0]
        browser.follow(lambda: browser.press("Tab", "Tab", "Enter"))
        assert "claimed_by" in stored(aws, BY_RISK[0])
    finally:
        browser.look(DESK)

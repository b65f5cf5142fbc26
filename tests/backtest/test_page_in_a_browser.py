"""The page on a phone and on a desk: it fits, its texts can be read, and it says nothing on its console."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from backtest.html import render
from tests.backtest.test_html import comparison
from tests.gate.reports.browser import Browser
from tests.gate.reports.chromium import NEEDED, started
from tests.gate.reports.screens import DARK, DESK, PHONE, Screen

pytestmark = NEEDED
SMALLEST = "Math.min(...[...document.querySelectorAll('text')].map(text => text.getBoundingClientRect().height))"
COLORS = "['color', 'backgroundColor'].map(name => getComputedStyle(document.body)[name]).join()"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with started(tmp_path_factory.mktemp("user")) as browser:
        yield browser


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("page") / "index.html"
    file.write_text(render(comparison(40)))
    return file


@pytest.mark.parametrize("screen", [DESK, PHONE])
def test_nothing_is_wider_than_the_screen_and_the_smallest_text_can_be_read(
    browser: Browser, page: Path, screen: Screen
) -> None:
    browser.show(page, screen=screen)
    assert cast("int", browser.ask("document.documentElement.scrollWidth")) <= screen.width
    assert cast("float", browser.ask(SMALLEST)) > 9
    assert browser.said == []


def test_light_and_dark_are_two_pairs_of_colours(browser: Browser, page: Path) -> None:
    colors = []
    for screen in (DESK, DARK):
        browser.show(page, screen=screen)
        colors.append(browser.ask(COLORS))
    assert colors == ["rgb(27, 31, 36),rgb(255, 255, 255)", "rgb(232, 234, 237),rgb(22, 25, 29)"]

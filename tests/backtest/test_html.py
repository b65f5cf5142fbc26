"""The page holds what the text says, and nothing that a payment says becomes part of the page."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from backtest.command import backtest
from backtest.comparison import Comparison, compared
from backtest.curves import curve, daily, plots
from backtest.figures import DECISIONS
from backtest.html import LISTED, render
from backtest.plots import BOTTOM, LEFT, RIGHT, TOP, axes, ticks
from backtest.replay import Decided
from tests.backtest.made import DAY, paid, written
from tests.backtest.test_command import PAYMENTS

HOSTILE = "<script>alert(1)</script>"
APPROVED, REVIEWED = Decided("approve", 0.1, ()), Decided("review", 0.4, (HOSTILE, "model_amount"))


def comparison(count: int = 6, name: str = "A's") -> Comparison:
    payments = [
        paid(number, number * DAY // 2, fraud=number % 3 == 0, entry_mode=HOSTILE)._replace(id=f"{HOSTILE}{number}")
        for number in range(count)
    ]
    pairs = [(APPROVED, REVIEWED._replace(score=0.9 - number / 1000)) for number in range(count)]
    return compared(payments, (name, HOSTILE), pairs, 5000)


class Elements(HTMLParser):
    """The tags of a page that are open at the end, and all that were there."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.all: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.all.add(tag)
        if tag not in ("meta", "link", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self.all.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_well_formed_and_no_name_becomes_an_element() -> None:
    text = render(comparison())
    elements = Elements(text)
    assert elements.open == []
    assert "script" not in elements.all
    assert text.count("&lt;script&gt;") > 6
    assert not re.search(r"(src|href)=\"(?!data:,)", text)


def test_the_page_says_who_changes_side_and_lists_the_first_of_them() -> None:
    text = render(comparison(LISTED + 5))
    for decision in DECISIONS:
        assert f"A: {decision}" in text
    assert f"<b>approve to review</b>: {LISTED + 5} payments" in text
    assert text.count('data-is="payment"') == LISTED
    assert "5 more." in text


def test_without_a_label_there_is_no_curve_and_without_a_change_no_list() -> None:
    payments = [paid(1, 0, fraud=None)]
    text = render(compared(payments, ("one", "other"), [(APPROVED, APPROVED)], 5000))
    assert "Fraud caught, against false alarms" not in text
    assert "No payment changes side." in text
    assert Elements(text).open == []


def test_a_curve_counts_what_each_threshold_would_flag() -> None:
    # The scores fall from payment to payment: fraud, honest, honest, fraud, honest, honest.
    assert curve(comparison(), 1) == [(0, 0), (0, 50), (250, 50), (500, 50), (500, 100), (750, 100), (1000, 100)]
    # Payments of one score are flagged together.
    assert curve(comparison(), 0) == [(0, 0), (1000, 100)]


def test_a_day_counts_by_its_own_payments() -> None:
    assert (daily(comparison(), 0), daily(comparison(), 1)) == ([0] * 3, [1000] * 3)


def test_all_that_is_drawn_lies_within_its_axes() -> None:
    for plot in plots(comparison(400)):
        numbers = [float(number) for series in plot.series for number in re.findall(r"[\d.]+", series.path)]
        assert all(LEFT <= x <= RIGHT for x in numbers[::2])
        assert all(TOP <= y <= BOTTOM for y in numbers[1::2])
        assert len(numbers) <= 2 * 2 * 330


@pytest.mark.parametrize("most", [1e-9, 0.3, 1, 7.4, 40, 99.9, 1e6])
def test_ticks_are_few_round_numbers(most: float) -> None:
    found = ticks(most)
    assert 2 <= len(found) <= 6
    assert (found[0], found[-1] <= most * 1.001) == (0, True)


def test_axes_of_nothing_still_have_a_length() -> None:
    assert axes([], [0]).place((0, 0)) == (LEFT, BOTTOM)


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    page = tmp_path / "new" / "index.html"
    words = ["--transactions", str(written(tmp_path, PAYMENTS)), "--set", "model.review=0.5", "--html", str(page)]
    assert CliRunner().invoke(backtest, words).exit_code == 0
    assert page.read_text().startswith("<!DOCTYPE html>")


def test_a_page_that_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    page = tmp_path / "file" / "index.html"
    words = ["--transactions", str(written(tmp_path, PAYMENTS)), "--set", "model.review=0.5", "--html", str(page)]
    done = CliRunner().invoke(backtest, words)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(f"Error: {page}: cannot be written (")

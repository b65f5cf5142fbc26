"""A terminal's counts do not depend on the order of reports, and a report can be taken back."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.fraud_analyzer.card import Card
from lambdas.fraud_analyzer.features import FEATURES, NEVER, QUIET_DAYS, WINDOW_DAYS, features
from lambdas.fraud_analyzer.terminal import FRAUDS, MOST_ATTRIBUTES, ORDINARY, Terminal, read, reported

DAY = 86_400_000
NOW = 1_800_000_000_000


def seen(terminal: Terminal, at: int = NOW) -> dict[str, float]:
    given = features(at=at, amount_usd=1.0, card=Card(), terminal=terminal)
    return {name: given[name] for name in FEATURES if name.startswith("terminal_")}


def confirmed(*days_ago: int) -> Terminal:
    terminal = Terminal()
    for days in days_ago:
        terminal = reported(terminal, at=NOW - days * DAY, ordinary_amount=True)
    return terminal


def test_the_order_of_reports_does_not_matter() -> None:
    first, *others = [confirmed(*order) for order in permutations((1, 8, 8, 20))]
    assert others == [first] * len(others)


def test_a_report_that_is_taken_back_leaves_nothing_of_it() -> None:
    assert reported(confirmed(3), at=NOW - 3 * DAY, ordinary_amount=True, sign=-1) == Terminal()
    assert reported(confirmed(3, 9), at=NOW - 9 * DAY, ordinary_amount=True, sign=-1) == confirmed(3)


def test_a_fraud_fades_and_is_forgotten() -> None:
    told = [seen(confirmed(days))["terminal_frauds_7d"] for days in (0, 7, WINDOW_DAYS + 1)]
    assert told == pytest.approx([1, 0.367879, 0], rel=1e-5)


def test_the_first_is_that_of_a_series_without_a_long_pause() -> None:
    assert seen(confirmed(3, 8, 20))["terminal_days_since_first"] == 20
    assert seen(confirmed(3, 8, 8 + QUIET_DAYS + 1))["terminal_days_since_first"] == 8


def test_a_fraud_of_unusual_amount_is_explained_by_its_card() -> None:
    told = seen(reported(Terminal(), at=NOW, ordinary_amount=False))
    assert told["terminal_frauds_30d"] == 1
    assert told["terminal_unexplained_30d"] == 0
    assert told["terminal_days_since_first"] == NEVER


def item(terminal: Terminal) -> dict[str, object]:
    frauds = {f"{FRAUDS}{day}": {"N": str(count)} for day, count, _ in terminal.days}
    ordinary = {f"{ORDINARY}{day}": {"N": str(count)} for day, _, count in terminal.days}
    return {"key": {"S": "terminal#t"}, "expires": {"N": "1"}, **frauds, **ordinary}


def test_an_item_is_read_exactly() -> None:
    assert read(item(confirmed(2, 2, 40))) == confirmed(2, 2, 40)
    assert read({"key": {"S": "terminal#t"}}) == Terminal()


def test_the_attributes_of_an_item_have_the_names_that_reports_write() -> None:
    written = {"frauds_20665": {"N": "2"}, "ordinary_20665": {"N": "1"}, "frauds_20666": {"N": "3"}}
    assert read(written) == Terminal(((20_666, 3, 0), (20_665, 2, 1)))
    assert read({"ordinary_20665": {"N": "1"}}) == Terminal(((20_665, 0, 1),))


def test_a_correction_that_comes_first_counts_as_none() -> None:
    assert read({f"{FRAUDS}20000": {"N": "-1"}}) == Terminal()


HOSTILE: list[dict[str, object]] = [
    {f"{FRAUDS}20000": value}
    for value in ({"S": "1"}, {"N": "NaN"}, {"N": "1.5"}, {"N": 1}, {"N": "1" * 99}, {"N": "-"}, {"N": ""}, 1, None, {})
]
HOSTILE += [{f"{FRAUDS}{day}": {"N": "1"}} for day in ("", "x", "-1", "1" * 9, "\u0663")]
HOSTILE += [{"frauds": {"N": "1"}}, {f"{FRAUDS}{day}": {"N": "1"} for day in range(MOST_ATTRIBUTES + 1)}]


@pytest.mark.parametrize("attributes", HOSTILE)
def test_an_item_that_no_report_writes_is_an_error(attributes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"^terminal: "):
        read({"key": {"S": "terminal#t"}, **attributes})


@pytest.mark.parametrize(
    ("attributes", "wrong"),
    [
        (HOSTILE[-1], "more days than a terminal is compromised for; remove the oldest from the item"),
        ({"frauds": {"N": "1"}}, "an attribute that no report writes; recompute the item from its confirmed rows"),
        ({f"{FRAUDS}1": {"N": ""}}, "a day or a count is no whole number; recompute the item from its confirmed rows"),
    ],
)
def test_what_is_wrong_with_an_item_is_said_with_the_remedy(attributes: dict[str, object], wrong: str) -> None:
    with pytest.raises(ValueError, match="terminal") as failure:
        read(attributes)
    assert str(failure.value) == f"terminal: {wrong}"


def test_an_item_has_up_to_two_thousand_attributes_of_six_and_nine_digits() -> None:
    days = range(999_999, 999_999 - 2000, -1)
    terminal = read({f"{FRAUDS}{day}": {"N": "9" * 9} for day in days})
    assert terminal.days == tuple((day, 999_999_999, 0) for day in days)
    with pytest.raises(ValueError, match="more days"):
        read({f"{FRAUDS}{day}": {"N": "1"} for day in range(2001)})
    for name, number in (("1000000", "1"), ("1", "1" * 10)):
        with pytest.raises(ValueError, match="no whole number"):
            read({f"{FRAUDS}{name}": {"N": number}})


counts = st.integers(-(10**9) + 1, 10**9 - 1)


@given(st.dictionaries(st.integers(0, 10**6 - 1), counts, max_size=5), st.integers(0, 10**14))
def test_features_are_finite_whatever_an_item_holds(frauds: dict[int, int], at: int) -> None:
    terminal = read({f"{kind}{day}": {"N": str(count)} for kind in (FRAUDS, ORDINARY) for day, count in frauds.items()})
    assert all(0 <= value < 1e12 for value in seen(terminal, at).values())

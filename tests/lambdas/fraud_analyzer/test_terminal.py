"""A terminal's sums do not depend on the order of reports, and a report can be taken back."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.fraud_analyzer.card import Card
from lambdas.fraud_analyzer.features import FEATURES, NEVER, features
from lambdas.fraud_analyzer.terminal import ATTRIBUTES, Terminal, read, reported

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
    first, *others = [seen(confirmed(*order)) for order in permutations((1, 8, 20))]
    assert all(other == pytest.approx(first, rel=1e-12) for other in others)


def test_a_report_that_is_taken_back_leaves_nothing() -> None:
    taken_back = reported(confirmed(3), at=NOW - 3 * DAY, ordinary_amount=True, sign=-1)
    assert seen(taken_back) == seen(Terminal())


def test_one_of_two_reports_taken_back_leaves_the_other() -> None:
    left = reported(confirmed(3, 9), at=NOW - 9 * DAY, ordinary_amount=True, sign=-1)
    assert seen(left) == pytest.approx(seen(confirmed(3)), rel=1e-9)


def test_a_fraud_fades_with_time() -> None:
    told = [seen(confirmed(days))["terminal_frauds_7d"] for days in (0, 7, 70)]
    assert told == pytest.approx([1, 0.367879, 0.0000454], rel=1e-3)
    assert seen(confirmed(5))["terminal_days_since_frauds"] == pytest.approx(5)


def test_a_fraud_of_unusual_amount_is_explained_by_its_card() -> None:
    told = seen(reported(Terminal(), at=NOW, ordinary_amount=False))
    assert told["terminal_frauds_30d"] == 1
    assert told["terminal_unexplained_30d"] == 0
    assert told["terminal_days_since_frauds"] == NEVER


def item(terminal: Terminal) -> dict[str, dict[str, str]]:
    return {name: {"N": repr(getattr(terminal, name))} for name in ATTRIBUTES}


def test_the_items_attributes_are_read_exactly() -> None:
    assert read({"key": {"S": "terminal#t"}, **item(confirmed(2, 40))}) == confirmed(2, 40)


@pytest.mark.parametrize("value", [{"S": "1"}, {"N": "NaN"}, {"N": "1e999"}, {"N": 1}, {"N": "1" * 99}, 1, None, {}])
def test_an_attribute_that_is_no_number_is_an_error(value: object) -> None:
    with pytest.raises(ValueError, match=r"^terminal: an attribute"):
        read({**item(Terminal()), ATTRIBUTES[0]: value})


@given(
    st.builds(Terminal, *[st.floats(allow_nan=False, allow_infinity=False)] * len(ATTRIBUTES)), st.integers(0, 10**14)
)
def test_features_are_finite_whatever_an_item_holds(terminal: Terminal, at: int) -> None:
    assert all(0 <= value <= 1e6 for value in seen(terminal, at).values())

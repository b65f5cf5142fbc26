"""What was read is either known as a whole or unavailable; nothing that was stored or sent can pass for a new card."""

import copy
import json
from math import isfinite
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.fraud_analyzer import history
from lambdas.fraud_analyzer.alerts import LastAlert
from lambdas.fraud_analyzer.card import Card
from lambdas.fraud_analyzer.history import History
from lambdas.fraud_analyzer.merchant import Merchant, beginning
from lambdas.fraud_analyzer.recent import Recent
from lambdas.fraud_analyzer.terminal import Terminal
from lambdas.fraud_analyzer.transaction import Transaction
from tests.lambdas.fraud_analyzer.replay import DAY, MINUTE, World

PAID = Transaction(12.5, "ok", "tok_regular", "grocer", "till-1", "US", "")
# JSON as a hostile or a broken item may hold it: Python's reader takes NaN and infinities for numbers.
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


def full() -> World:
    """A card, its merchant and its terminal, each with an item."""
    world = World()
    world.pay(1.5)
    world.pay(20.0, after=5 * MINUTE)
    world.report("till-1", times=2)
    return world


FULL = full()
READ = FULL.read()
READ_TERMINAL = Terminal(((FULL.at // DAY, 2, 2),))


def read(written: object, *, at: int = FULL.at, transaction: Transaction = PAID) -> History | None:
    return history.read(written, transaction, at=at)


def changed(kind: str, attribute: str, value: object) -> dict[str, Any]:
    """What was read, with an attribute of the item of this kind replaced."""
    made: dict[str, Any] = copy.deepcopy(READ)
    (item,) = [item for item in made["answer"]["Responses"]["card-histories"] if item["key"]["S"].startswith(kind)]
    item[attribute] = value
    return made


def with_items(*items: object) -> dict[str, Any]:
    return {**READ, "answer": {"Responses": {"card-histories": list(items)}, "UnprocessedKeys": {}}}


def state() -> dict[str, Any]:
    """The stored state of the card, as JSON has it."""
    decoded: dict[str, Any] = json.loads(FULL.items["card#tok_regular"]["state"]["S"])
    return decoded


def test_what_was_stored_is_read_again() -> None:
    known = read(READ)
    assert known is not None
    assert known.seen == 2
    assert known.recent.payments == 2
    assert known.card.payments_30d == pytest.approx(2.0, abs=0.01)
    assert known.terminal != Terminal()
    assert known.merchant.count(FULL.at) == pytest.approx(0.78, abs=0.01)
    assert json.loads(history.state(known.card, known.recent)) == state()


def test_items_that_are_not_there_are_of_a_card_that_was_never_seen() -> None:
    known = read(with_items())
    assert known is not None
    assert (known.card, known.recent, known.terminal, known.seen) == (Card(), Recent(), Terminal(), 0)
    assert known.merchant.count(FULL.at) == 0


def test_the_shards_of_a_merchant_are_added() -> None:
    shards = [
        {"key": {"S": f"merchant#grocer#{FULL.day}#{shard}"}, "weight": {"N": "1e20"}, "expires": {"N": "1"}}
        for shard in range(4)
    ]
    known = read(with_items(*shards))
    assert known is not None
    assert known.merchant.weight == pytest.approx(4e20)


def test_all_that_was_asked_for_may_be_there() -> None:
    shards = [{"key": {"S": f"merchant#grocer#{FULL.day}#{shard}"}, "weight": {"N": "1"}} for shard in range(4)]
    known = read(with_items(*shards, FULL.items["card#tok_regular"], FULL.items["terminal#till-1"]))
    assert known is not None
    assert known.merchant.weight == 4
    assert (known.seen, known.terminal) == (2, READ_TERMINAL)


def test_a_terminal_is_known_where_the_card_is_not() -> None:
    known = read(with_items(FULL.items["terminal#till-1"]))
    assert known == History(Merchant(beginning(FULL.day)), terminal=READ_TERMINAL)


def test_of_a_history_that_holds_nothing_each_part_was_never_seen() -> None:
    nothing = History(Merchant(0), Card(), Recent(), Terminal(), 0, LastAlert(), 0)
    assert History(Merchant(0)) == nothing


def test_a_state_is_stored_without_blanks() -> None:
    assert " " not in history.state(Card(), Recent(), LastAlert(FULL.at))


def test_a_state_of_4096_characters_is_read_and_no_longer_one() -> None:
    text = FULL.items["card#tok_regular"]["state"]["S"]
    assert read(changed("card", "state", {"S": text.ljust(4096)})) is not None
    assert read(changed("card", "state", {"S": text.ljust(4097)})) is None


def test_an_item_that_time_has_not_yet_removed_still_counts() -> None:
    assert read(changed("card", "expires", {"N": "1"})) is not None


@pytest.mark.parametrize(
    "written",
    [
        None,
        [],
        {"available": False},
        {"available": 1, **{name: READ[name] for name in ("day", "answer")}},
        {**READ, "more": 1},
        {**READ, "day": None},
        {**READ, "day": "today"},
        {**READ, "day": "2026-13-01"},
        {**READ, "day": "2026-11-05"},
        {**READ, "day": "0001-01-01"},
        {**READ, "answer": None},
        {**READ, "answer": {"Responses": {}, "UnprocessedKeys": {}}},
        {**READ, "answer": {"Responses": {"card-histories": []}}},
        {**READ, "answer": {"Responses": {"card-histories": []}, "UnprocessedKeys": {"card-histories": {"Keys": []}}}},
        {**READ, "answer": {"Responses": {"card-histories": {}}, "UnprocessedKeys": {}}},
        {**READ, "answer": {"Responses": {"transactions": []}, "UnprocessedKeys": {}}},
        {**READ, "answer": {"Responses": {"card-histories": [], "transactions": []}, "UnprocessedKeys": {}}},
        with_items("card#tok_regular"),
        with_items({}),
        with_items({"key": "card#tok_regular"}),
        with_items({"key": {"S": "card#tok_other"}}),
        with_items({"key": {"S": "terminal#"}}),
        with_items({"key": {"S": f"merchant#grocer#{FULL.day}#4"}, "weight": {"N": "1"}}),
        with_items({"key": {"S": "card#tok_regular"}}),
        with_items(FULL.items["card#tok_regular"], FULL.items["card#tok_regular"]),
    ],
)
def test_what_was_not_read_in_full_is_unavailable(written: object) -> None:
    assert read(written) is None


@pytest.mark.parametrize(
    ("kind", "attribute", "value"),
    [
        ("card", "seq", None),
        ("card", "seq", {"S": "2"}),
        ("card", "seq", {"N": 2}),
        ("card", "seq", {"N": "0"}),
        ("card", "seq", {"N": "-1"}),
        ("card", "seq", {"N": "1.5"}),
        ("card", "seq", {"N": "\u0662"}),
        ("card", "seq", {"N": "9" * 40}),
        ("card", "seq", {"N": "2", "S": "2"}),
        ("card", "state", None),
        ("card", "state", {"S": ""}),
        ("card", "state", {"S": "{}"}),
        ("card", "state", {"S": "[" * 4000}),
        ("card", "state", {"S": "1" * 4000}),
        ("card", "state", {"S": " " * 5000}),
        ("merchant", "weight", {"N": "NaN"}),
        ("merchant", "weight", {"N": "-1"}),
        ("merchant", "weight", {"N": "1_0"}),
        ("merchant", "weight", {"N": "1e999"}),
        ("merchant", "weight", {"S": "1"}),
        ("merchant", "weight", None),
        ("terminal", "frauds_7d", {"N": "NaN"}),
        ("terminal", "frauds_7d", {"S": "1"}),
        ("terminal", "frauds_30d", None),
    ],
)
def test_an_item_that_is_malformed_makes_the_history_unavailable(kind: str, attribute: str, value: object) -> None:
    assert read(changed(kind, attribute, value)) is None


def test_a_terminal_that_nobody_asked_for_makes_the_history_unavailable() -> None:
    without = Transaction(12.5, "ok", "tok_regular", "grocer", "", "US", "")
    assert read(READ, transaction=without) is None
    assert read(with_items({"key": {"S": "terminal#"}}), transaction=without) is None


@given(st.sampled_from(["card", "recent"]), st.integers(0, 14), JSON)
def test_a_state_with_another_value_is_unavailable_or_has_finite_numbers_only(
    part: str, place: int, value: Any
) -> None:
    damaged = state()
    damaged[part][place % len(damaged[part])] = value
    known = read(changed("card", "state", {"S": json.dumps(damaged)}))
    if known is not None:
        assert all(isfinite(number) for number in numbers(json.loads(history.state(known.card, known.recent))))


@given(JSON)
def test_whatever_the_state_holds_it_is_no_error(value: object) -> None:
    assert read(changed("card", "state", {"S": json.dumps(value)})) is None


@given(JSON)
def test_whatever_stands_in_place_of_the_history_is_unavailable(value: object) -> None:
    assert read(value) is None
    assert read({**READ, "answer": value}) is None
    assert read({**READ, "day": value}) is None


@given(st.sampled_from(["card", "merchant", "terminal"]), st.sampled_from(["key", "state", "weight", "seq"]), JSON)
def test_whatever_an_attribute_holds_it_is_no_error(kind: str, attribute: str, value: object) -> None:
    read(changed(kind, attribute, value))


@given(st.text(max_size=300))
def test_whatever_text_a_state_is_no_payment_is_approved(text: str) -> None:
    answer = FULL.analyzed(12.5, changed("card", "state", {"S": text}))
    assert (answer.decision, answer.reasons) == ("review", ["history_unavailable"])


def test_a_day_more_or_less_is_what_clocks_differ_by() -> None:
    assert read(READ, at=FULL.at + DAY) is not None
    midnight = beginning(FULL.day)
    for most, more in ((midnight + 2 * DAY, 1), (midnight - 2 * DAY, -1)):
        assert read(READ, at=most) is not None
        assert read(READ, at=most + more) is None


def numbers(value: Any) -> list[float]:
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return [number for each in inner for number in numbers(each)]
    return [value] if isinstance(value, int | float) else []

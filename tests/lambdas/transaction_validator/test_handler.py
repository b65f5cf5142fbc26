"""The handler wires clock and log, and lets no value into a line."""

import json
import logging
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.transaction_validator import handler as module
from lambdas.transaction_validator.handler import handler
from lambdas.transaction_validator.transaction import Transaction
from stacks.document import document
from stacks.schema import transaction
from tests.card_numbers import card_numbers
from tests.lambdas.levels import check_levels

TEST_CARD = "4111" + "1" * 12
NUMBERS = {
    "MAXIMUM_AGE_HOURS": "24",
    "MAXIMUM_CLOCK_SKEW_MINUTES": "5",
    "MAXIMUM_RATE_AGE_DAYS": "60",
    "LARGEST_AMOUNT_USD": "1000000",
}
SCHEMA = "TRANSACTION_SCHEMA"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**NUMBERS, SCHEMA: document(transaction())}.items():
        monkeypatch.setenv(name, value)


def body(**changes: object) -> dict[str, object]:
    """A faultless body of this moment, changed."""
    return {
        "transaction_id": "t-0001",
        "timestamp": int(time.time() * 1000),
        "amount": 12.5,
        "currency": "USD",
        "card_token": "tok_a1b2c3d4",
        "merchant_id": "m-77",
        "terminal_id": "te_9",
        "country": "US",
        **changes,
    }


def test_a_transaction_is_returned_ready_to_be_stored() -> None:
    answer = handler(body(), None)
    assert answer["valid"] is True
    assert json.loads(json.dumps(answer)) == answer
    assert isinstance(answer["transaction"], dict)
    assert answer["transaction"]["amount_text"] == "12.50"
    assert len(str(answer["digest"])) == 64


def test_a_rejection_names_fields_and_messages() -> None:
    assert handler(body(amount=0, country="x"), None) == {
        "valid": False,
        "errors": [
            {"field": "amount", "message": "must be at least 0.0001"},
            {"field": "country", "message": "must be a text like ^[A-Z]{2}$"},
        ],
    }


def test_the_answer_holds_every_field_that_the_workflow_reads() -> None:
    answer = handler(body(), None)
    assert isinstance(answer["transaction"], dict)
    assert answer["transaction"].keys() == {
        *(field.name for field in fields(Transaction)),
        *("amount_text", "timestamp_text", "amount_usd", "amount_usd_text", "conversion"),
    }
    assert {type(value) for value in answer["transaction"].values()} == {str, int, float}


def test_a_currency_without_a_rate_is_accepted_and_said_to_be_unknown() -> None:
    answer = handler(body(currency="KWD", amount="1.234"), None)
    assert isinstance(answer["transaction"], dict)
    told = [answer["transaction"][name] for name in ("amount_text", "amount_usd", "amount_usd_text", "conversion")]
    assert told == ["1.234", None, "", "currency_not_listed"]


def test_a_currency_with_a_rate_is_worth_dollars(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAXIMUM_RATE_AGE_DAYS", "99999")
    answer = handler(body(currency="EUR"), None)
    assert isinstance(answer["transaction"], dict)
    assert answer["transaction"]["conversion"] == "ok"
    assert answer["transaction"]["amount_usd_text"] == f"{answer['transaction']['amount_usd']:.2f}"


def test_an_old_transaction_is_rejected_by_todays_clock() -> None:
    assert handler(body(timestamp=1_522_540_800_000), None)["valid"] is False


def test_another_age_in_the_environment_is_another_age(monkeypatch: pytest.MonkeyPatch) -> None:
    hours_ago = body(timestamp=int(time.time() * 1000) - 2 * 60 * 60 * 1000)
    monkeypatch.setenv("MAXIMUM_AGE_HOURS", "1")
    assert handler(hours_ago, None)["errors"] == [{"field": "timestamp", "message": "must not be older than 1 hours"}]


@pytest.mark.parametrize("missing", [*NUMBERS, SCHEMA])
def test_without_a_limit_nothing_is_accepted_and_nothing_refused(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(missing)
    for event in (body(), None):
        with pytest.raises(KeyError, match=missing):
            handler(event, None)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_limit_that_is_no_number_is_an_error_that_names_it(number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(number, "a day")
    with pytest.raises(ValueError, match=number):
        handler(body(), None)


def test_log_lines_show_at_info_and_hold_no_value(caplog: pytest.LogCaptureFixture) -> None:
    handler(body(), None)
    handler(body(merchant_id=TEST_CARD, amount=-777), None)
    assert [record.levelno for record in caplog.records] == [logging.INFO, logging.INFO]
    assert [record.getMessage() for record in caplog.records] == [
        "accepted",
        "rejected because of: amount, merchant_id",
    ]


def test_the_log_is_the_functions_own_at_the_level_of_its_environment() -> None:
    check_levels(module)


def test_the_log_names_every_field_that_is_wrong(caplog: pytest.LogCaptureFixture) -> None:
    names = sorted({"body", *(field.name for field in fields(Transaction))})
    handler({**dict.fromkeys(names), "unknown": 1}, None)
    (record,) = caplog.records
    assert record.getMessage() == f"rejected because of: {', '.join(names)}"


def test_the_validator_loads_without_boto3() -> None:
    program = "import sys; import lambdas.transaction_validator.handler; sys.exit('boto3' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


class Lines(logging.Handler):
    """What was logged, as it is written."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(self.format(record))


def told(event: object) -> tuple[dict[str, object], str]:
    """The answer, and all that answer and log lines say."""
    lines, logger = Lines(), logging.getLogger("lambdas.transaction_validator")
    logger.addHandler(lines)
    try:
        answer = handler(event, None)
    finally:
        logger.removeHandler(lines)
    return answer, json.dumps(answer) + "\n".join(lines.texts)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=20), inner, max_size=3),
    max_leaves=12,
)


@given(JSON)
def test_whatever_json_the_event_is_the_answer_is_json_and_a_refusal(event: object) -> None:
    answer, said = told(event)
    assert answer["valid"] is False
    assert said


@given(
    st.sampled_from([*body(), "note"]),
    st.sampled_from(["", " ", "-", "_"]).map(lambda separator: separator.join(["4111"] + ["1111"] * 3)),
    st.sampled_from([str, lambda text: [text], lambda text: {text: {"a": text}}, lambda text: f"x {text} y"]),
)
def test_a_card_number_is_refused_and_never_repeated_in_answer_or_log(
    field: str, written: str, wrapped: Callable[[str], object]
) -> None:
    answer, said = told(body(**{field: wrapped(written)}))
    assert answer["valid"] is False
    assert written not in said
    assert list(card_numbers(said)) == []

"""A message is a client's payment only if an execution can be named after it."""

import pytest

from lambdas.transaction_drain.messages import Message, read
from tests.lambdas.transaction_drain.queue import CLIENT, RECEIPT, payment, queued, record


def test_a_message_is_read_with_the_body_as_it_came() -> None:
    request = {"card_token": "tok", "unknown": [1, {"a": None}]}
    body = {**queued(request), "more": 1}
    expected = Message("0a-1b", CLIENT, request, RECEIPT, "handle of 0a-1b", came_before=False)
    assert read(record(body, message_id="0a-1b")) == expected


def test_ids_have_letters_of_both_cases() -> None:
    message = read(record(queued(payment(), "Kk-9Zz"), message_id="Aa-0Zz"))
    assert message
    assert (message.client_id, message.message_id) == ("Kk-9Zz", "Aa-0Zz")


@pytest.mark.parametrize("times", [2, 3, "many"])
def test_a_message_that_is_not_received_for_the_first_time_came_before(times: int) -> None:
    message = read(record(queued(payment()), times=times))
    assert message
    assert message.came_before


def test_whoever_does_not_say_how_often_a_message_was_received_has_it_waited_for() -> None:
    whole = record(queued(payment()))
    for said in ({**whole, "attributes": {}}, {name: part for name, part in whole.items() if name != "attributes"}):
        message = read(said)
        assert message
        assert message.came_before


@pytest.mark.parametrize(
    "client", ["", "a_b", "_", "a_drained", "k" * 33, "k\n", "k 1", "k\u0661", "k/1", None, 7, True, [CLIENT], {}]
)
def test_a_client_whose_id_would_not_be_read_from_a_name_is_none(client: object) -> None:
    assert read(record(queued(payment(), client))) is None


@pytest.mark.parametrize("receipt", ["", "0" * 63, "0" * 65, "A" * 64, "g" * 64, None, 7, ["0" * 64]])
def test_what_is_no_receipt_makes_no_payment(receipt: object) -> None:
    assert read(record(queued(payment()) | {"receipt": receipt})) is None


@pytest.mark.parametrize("message_id", ["", "a_b", "m" * 37, None, 7])
def test_a_message_that_no_execution_can_be_named_after_is_no_payment(message_id: object) -> None:
    assert read({**record(queued(payment())), "messageId": message_id}) is None


@pytest.mark.parametrize("request_body", [None, "text", 7, [payment()], True])
def test_a_request_that_is_no_object_is_none(request_body: object) -> None:
    assert read(record(queued(request_body))) is None


@pytest.mark.parametrize(
    "body",
    ["", "no JSON", "null", "[]", "7", '"text"', "{}", "[" * 100_000, "9" * 100_000, '{"client": "k1"', "\ufeff{}"],
)
def test_a_body_that_is_no_object_of_client_and_request_is_no_payment(body: str) -> None:
    assert read(record(body)) is None


@pytest.mark.parametrize("record_without", ["messageId", "body", "receiptHandle"])
def test_a_record_that_lacks_a_part_is_no_payment(record_without: str) -> None:
    whole = record(queued(payment()))
    del whole[record_without]
    assert read(whole) is None


def test_the_longest_name_fits_into_what_step_functions_takes() -> None:
    message = read(record(queued(payment(), "k" * 32), message_id="m" * 36))
    assert message is not None
    assert len(f"{message.client_id}_{message.message_id}_drained") <= 80

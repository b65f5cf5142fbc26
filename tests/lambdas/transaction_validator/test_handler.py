"""The handler wires clock and log, and lets no value into a line."""

import json
import logging
import subprocess
import sys
import time

import pytest

from lambdas.transaction_validator.handler import handler

TEST_CARD = "4111" + "1" * 12


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
            {"field": "amount", "message": "must be greater than 0"},
            {"field": "country", "message": "must be two capital letters (ISO 3166-1)"},
        ],
    }


def test_an_old_transaction_is_rejected_by_todays_clock() -> None:
    assert handler(body(timestamp=1_522_540_800_000), None)["valid"] is False


def test_log_lines_show_at_info_and_hold_no_value(caplog: pytest.LogCaptureFixture) -> None:
    handler(body(), None)
    handler(body(merchant_id=TEST_CARD, amount=-777), None)
    assert [record.levelno for record in caplog.records] == [logging.INFO, logging.INFO]
    assert [record.getMessage() for record in caplog.records] == [
        "accepted",
        "rejected because of: amount, merchant_id",
    ]


def test_the_validator_loads_without_boto3() -> None:
    program = "import sys; import lambdas.transaction_validator.handler; sys.exit('boto3' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0

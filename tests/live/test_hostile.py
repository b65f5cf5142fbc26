"""What a careless or hostile caller sends is refused, and nothing of it is kept anywhere."""

import json
from collections.abc import Iterator

import pytest

from live.story import transaction
from live.system import System
from live.traces import ALERT_PROBE, DEAD_LETTERS, EVENT_PROBE, REVIEW, TABLE
from tests.lambdas.recorder import functions

CARD = "4111" + "1111" * 3
WRITTEN = (CARD, "-".join(["4111"] + ["1111"] * 3), "_".join(["4111"] + ["1111"] * 3))
FUNCTIONS = [package.replace("_", "-") for package in functions()]


def kept(system: System) -> Iterator[str]:
    """All that the system holds: items, messages, and logs, as far as lines below a warning are kept here."""
    yield json.dumps(system.aws.client("dynamodb").scan(TableName=TABLE)["Items"], default=str)
    for queue in (EVENT_PROBE, ALERT_PROBE, REVIEW, DEAD_LETTERS):
        yield json.dumps(system.traces.taken(queue))
    for function in FUNCTIONS:
        events = system.aws.client("logs").filter_log_events(logGroupName=f"/aws/lambda/{function}")["events"]
        yield "\n".join(event["message"] for event in events)


@pytest.mark.parametrize("field", ["transaction_id", "card_token", "merchant_id", "terminal_id", "country", "note"])
def test_a_card_number_in_a_field_is_refused_and_kept_nowhere(system: System, field: str) -> None:
    for written in WRITTEN:
        answer = system.post(transaction(**{field: written}))
        assert answer.status in (400, 422)
        assert written not in answer.body
    everything = "\n".join(kept(system))
    assert "START RequestId" in everything, "no log was searched"
    for written in WRITTEN:
        assert written not in everything


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xfe",
        b"null",
        b'{"transaction_id": "a", "transaction_id": "b"}',
        b"[" * 5_000 + b"]" * 5_000,
        b'{"amount": 1e400}',
        json.dumps(transaction(merchant_id="m" * 400_000)).encode(),
        json.dumps(transaction(merchant_id="$util.escapeJavaScript('x') #set($a=1)")).encode(),
        json.dumps(transaction(merchant_id="'; DROP TABLE transactions; --")).encode(),
        json.dumps(transaction(terminal_id="\u202e\u0000\U0001f4b3")).encode(),
        json.dumps(transaction(amount=float("nan"))).encode(),
        json.dumps(transaction(amount=10**400)).encode(),
        json.dumps(transaction(amount=-5)).encode(),
        json.dumps(transaction(timestamp="now")).encode(),
    ],
    ids=range(13),
)
def test_what_is_malformed_is_refused_with_a_word_and_no_trace_of_it(system: System, body: bytes) -> None:
    answer = system.post(body)
    assert answer.status in (400, 422), answer
    assert list(answer.json) in (["message"], ["status", "errors"])
    assert "Traceback" not in answer.body

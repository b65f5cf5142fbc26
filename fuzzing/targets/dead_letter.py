"""A dead letter (redrive/letters.py): it is settled as exactly what it says, or left where it is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from fuzzing import plain_json, sameness
from fuzzing.oracle import require
from redrive.deeds import Deed, Forget, Leave, Notify, Publish, Review, Start
from redrive.letters import OLDEST_MILLISECONDS, Letter, read
from redrive.names import DEAD_LETTERS, OVERFLOW_DEAD_LETTERS, REVIEW_DEAD_LETTERS

NOW = 1_790_000_000_000
QUEUES = (DEAD_LETTERS, OVERFLOW_DEAD_LETTERS, REVIEW_DEAD_LETTERS)
PLAIN_ID = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-")


def run(data: bytes) -> None:
    """Reads the body as a message of each queue; nothing that it holds may make the command fail."""
    body = data.decode("utf-8", "replace")
    for queue in QUEUES:
        letter = read(body, queue=queue, now=NOW)
        if not isinstance(letter.deed, Leave):
            _settles_what_is_said(letter, queue, body)


def _settles_what_is_said(letter: Letter, queue: str, body: str) -> None:
    said = plain_json.one_meaning(body)
    name = "detail" if "detail" in said and letter.reason == "event_not_delivered" else "transaction"
    about = said["request"] if queue == OVERFLOW_DEAD_LETTERS and name == "transaction" else said[name]
    sent = _sent(letter.deed)
    require(sameness.same(sent, plain_json.read(json.dumps(sent))), "would send what is not as it was read")
    _same_transaction(letter.deed, about, said)
    identifier = about["transaction_id"]
    require(0 < len(identifier) <= 64 and PLAIN_ID.issuperset(identifier), "settles a transaction without an id")
    require(letter.transaction_id in ("", identifier), "names another transaction")


def _sent(deed: Deed) -> Mapping[str, Any]:
    match deed:
        case Start(content) | Publish(content) | Notify(content) | Review(content):
            return content
    return {}


def _same_transaction(deed: Deed, about: Mapping[str, Any], said: Mapping[str, Any]) -> None:
    """What is sent is a part of what the letter says, and the part that the deed is about is the whole of it."""
    match deed:
        case Start(content, client):
            require(sameness.same(content, {name: about[name] for name in content}), "starts another payment")
            require(about["timestamp"] >= NOW - OLDEST_MILLISECONDS, "starts a payment that is too old")
            require(client in ("", said.get("client")), "starts a payment of another client")
        case Publish(content) if said.get("reason") is None or "detail" in said:
            require(sameness.same(content, said["detail"]), "publishes another event")
        case Publish(content):
            beside = {**said["analysis"], "amount_usd": None, **about}
            require(sameness.same(content, {name: beside[name] for name in content}), "publishes another event")
        case Notify(content):
            told = {"transaction": about, "analysis": said["analysis"]}
            require(sameness.same({name: content[name] for name in told}, told), "notifies of another payment")
        case Review(content):
            require(sameness.same(content, said), "puts another event back")
        case _:
            require(isinstance(deed, Forget), "is settled in a way that nobody knows")


def seeds() -> Iterator[bytes]:
    """A letter of each reason."""
    sent = {
        "transaction_id": "t-1",
        "timestamp": NOW - 60_000,
        "amount": 6000.5,
        "currency": "USD",
        "card_token": "tok_a1b2c3d4",
        "merchant_id": "m-7",
        "terminal_id": "te-9",
        "country": "US",
    }
    stored = {**sent, "amount_text": "6000.50", "amount_usd": 6000.5, "merchant_name": ""}
    analysis = {"decision": "review", "score": 0.5, "reasons": ["amount_over_limit"], "model": "local"}
    for reason in ("validation_unavailable", "not_stored", "event_not_published", "customer_not_notified"):
        yield json.dumps({"reason": reason, "transaction": stored, "analysis": analysis, "client": "key1"}).encode()
    yield json.dumps({"reason": "merchant_not_counted", "transaction": stored, "analysis": analysis}).encode()
    yield json.dumps({"client": "key1", "request": sent, "receipt": "0" * 64}).encode()
    event = {"source": "fraud.detection", "detail-type": "TransactionAnalyzed", "detail": {"transaction_id": "t-1"}}
    yield json.dumps(event).encode()

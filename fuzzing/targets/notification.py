"""An alert (lambdas/notification_sender/message.py): in one part, with no long number, and a code for one customer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from fuzzing.oracle import refused, require
from fuzzing.payments import validated
from lambdas.notification_sender.message import messages
from lambdas.notification_sender.short_message import EXTENDED, SEPTETS

EMAIL = "$amount $currency at $merchant_id in $country: $decision, $transaction_id.\nNot you? $not_me\n"
SMS = "$decision: $amount $currency at $merchant_id ($country), $transaction_id\n$not_me"
CODE = "00000000-0000-0000-0000-00000000000000000000"
CARD = re.compile(r"(?<![0-9A-Za-z-])[0-9]{13,19}(?![0-9A-Za-z-])")
IDENTIFIERS = ("transaction_id", "merchant_id")
OBJECTS = ("transaction", "analysis")


def run(data: bytes) -> None:
    """Composes the messages of an event, whose two parts are objects, as the workflow and the redrive see to."""
    try:
        event = json.loads(data)
    except (ValueError, RecursionError):
        return
    if not isinstance(event, dict) or not all(isinstance(event.get(name), dict) for name in OBJECTS):
        return
    try:
        composed = messages(event, email=EMAIL, sms=SMS)
    except ValueError as error:
        refused(error)
        return
    for message in composed:
        require(message.severity in ("review", "decline"), "is for nobody who asks for it")
        require(len(message.sms) + sum(letter in EXTENDED for letter in message.sms) <= SEPTETS, "takes several parts")
        require(len(message.subject.splitlines()) == 1, "has a subject of several lines")
        told = CODE in message.email + message.sms and CODE not in json.dumps(event["transaction"])
        require(bool(message.customer) or not told, "gives a code to everybody")
        names = (event["transaction"].get(name) for name in IDENTIFIERS)
        # What stands in another part as well is shown by that part.
        others = str({key: value for key, value in event["transaction"].items() if key not in IDENTIFIERS})
        numbers = {number for name in names for number in CARD.findall(str(name)) if number not in others}
        require(not any(number in message.email + message.sms for number in numbers), "shows a long number in full")


def seeds() -> Iterator[bytes]:
    """An alert to everybody, one to a customer with a code, and one that comes again."""
    analysis = {"decision": "review", "held_back": 0}
    yield json.dumps({"transaction": validated(), "analysis": analysis}).encode()
    own = {**validated(), "customer_token": "cu_1", "merchant_id": "m-7-12-3456-7890"}
    yield json.dumps({"transaction": own, "analysis": {**analysis, "held_back": 2}, "code": CODE}).encode()
    yield json.dumps({"transaction": own, "analysis": {"decision": "decline"}, "earlier_attempts": 1}).encode()

"""Letters of a transaction are settled as they were sent, and what two of them ask for alike is one thing."""

import json
from typing import Any

from commands.messages import Message
from redrive.deeds import Deed, Forget, Publish, Start
from redrive.letters import read
from redrive.names import DEAD_LETTERS, REVIEW_DEAD_LETTERS
from redrive.order import BEHIND, REPEATED, asked, by_transaction
from redrive.queue import Queue
from redrive.reading import Received
from redrive.system import Result
from tests.redrive.test_letters import ANALYSIS, BODY, EVENT, NOW, VALIDATED


def received(sent: int, said: dict[str, Any], queue: str = DEAD_LETTERS) -> Received:
    body = json.dumps(said)
    return Received(
        Queue(None, queue, 600), Message(str(sent), "receipt", body, sent), read(body, queue=queue, now=NOW)
    )


def kept(reason: str, transaction_id: str = "t-1") -> dict[str, Any]:
    return {"reason": reason, "transaction": VALIDATED | {"transaction_id": transaction_id}, "analysis": ANALYSIS}


def order(*letters: Received) -> list[list[int]]:
    return [[each.message.sent for each in group] for group in by_transaction(letters)]


def test_the_transaction_of_the_oldest_letter_comes_first_and_its_letters_as_they_were_sent() -> None:
    letters = [
        received(4, kept("not_stored", "t-1")),
        received(3, kept("event_not_published", "t-2")),
        received(2, kept("customer_not_notified", "t-1")),
        received(5, EVENT, REVIEW_DEAD_LETTERS),
    ]
    assert order(*letters) == [[2, 4, 5], [3]]


def test_what_nobody_has_validated_is_of_the_transaction_that_it_names() -> None:
    unseen = {"reason": "validation_unavailable", "transaction": BODY}
    assert order(received(2, kept("not_stored")), received(1, unseen)) == [[1, 2]]


def test_the_same_body_is_the_same_whoever_sent_it_and_whatever_it_was_kept_for() -> None:
    again = received(1, kept("not_stored")).letter.deed
    unseen = received(1, {"reason": "validation_unavailable", "transaction": BODY, "client": "k7"}).letter.deed
    assert asked(again) == asked(unseen) == asked(Start(BODY))


def test_another_deed_or_another_value_is_another() -> None:
    deeds: list[Deed] = [Start({"a": 1}), Start({"a": 1.5}), Start({"a": True}), Publish({"a": 1}), Forget()]
    deeds += [Start({}), Start({"detail": {"a": 1}})]
    assert len({asked(each) for each in deeds}) == len(deeds)


def test_what_is_not_done_for_an_earlier_letter_is_told_in_words() -> None:
    assert Result("done", "done once, with an earlier letter") == REPEATED
    assert Result("left", "an earlier letter of its transaction failed") == BEHIND


def test_two_letters_of_one_millisecond_have_an_order_too() -> None:
    first, second = (
        Received(each.queue, Message(id_, "receipt", each.message.body, 1), each.letter)
        for id_, each in (("b", received(1, kept("not_stored"))), ("a", received(1, kept("not_stored"))))
    )
    assert by_transaction([first, second]) == [[second, first]]

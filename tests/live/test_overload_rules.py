"""What counts as wrong after an overload, shown without one; and that a load has its bounds."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from live.load import MOST, MOST_SECONDS, MOST_THREADS, Load, Sent, requests
from tests.live.overload import NOT_VALIDATED, Left, complaints

ID, OWN = "id-7", "own"
STORED = Left(("approve",), ("approve",), (OWN,))
KEPT = Left(kept=(NOT_VALIDATED,))
NOTHING = Left()


def decided(decision: str = "approve", *, duplicate: bool = False, **changes: Any) -> Sent:
    return answered(200, {"transaction_id": ID, "decision": decision, "duplicate": duplicate}, retry="", **changes)


def answered(status: int, answer: object, *, retry: str = "1", client: str = OWN, together: bool = False) -> Sent:
    return Sent(client, {"transaction_id": ID}, status, json.dumps(answer), retry, together)


UNAVAILABLE = answered(503, {"message": "send it again"})
RECEIPT = {"status": "accepted", "transaction_id": ID, "receipt": "0a" * 64}
ACCEPTED = answered(202, RECEIPT)
AGAIN = decided(duplicate=True)
# Who sent many in one call is told to wait by none of their answers.
OPEN = answered(503, {"transaction_id": ID, "status": "unavailable"}, retry="", together=True)


@pytest.mark.parametrize(
    ("sent", "left"),
    [
        ([decided()], STORED),
        ([decided(), AGAIN, AGAIN], STORED),
        ([UNAVAILABLE], KEPT),
        ([UNAVAILABLE], NOTHING),
        # The execution ended after it had stored, and the letter brings about the rest.
        ([UNAVAILABLE], replace(STORED, kept=("event_not_published",))),
        ([UNAVAILABLE, decided()], replace(STORED, kept=(NOT_VALIDATED,))),
        ([ACCEPTED], STORED),
        ([OPEN], KEPT),
        ([answered(202, RECEIPT, retry="", together=True), AGAIN], STORED),
        ([ACCEPTED, ACCEPTED, AGAIN], STORED),
        ([ACCEPTED, UNAVAILABLE], replace(STORED, kept=(NOT_VALIDATED,))),
    ],
)
def test_what_may_be_left_after_an_overload(sent: list[Sent], left: Left) -> None:
    assert complaints(sent, {ID: left}) == []


@pytest.mark.parametrize("sent", [[decided()], [UNAVAILABLE], [ACCEPTED], [UNAVAILABLE, ACCEPTED, AGAIN]])
def test_what_must_be_left_once_the_letters_are_settled(sent: list[Sent]) -> None:
    assert complaints(sent, {ID: STORED}, settled=True) == []


@pytest.mark.parametrize(
    ("sent", "left", "words"),
    [
        ([answered(500, {"message": "broken"})], NOTHING, "answered 500"),
        ([answered(422, {"status": "rejected"})], NOTHING, "answered 422"),
        ([answered(0, "URLError")], NOTHING, "answered 0"),
        ([answered(503, {"message": "come again"}, retry="")], KEPT, "answered 503"),
        ([answered(503, {"message": f"come again with {ID}"})], KEPT, "answered 503"),
        ([answered(202, RECEIPT | {"decision": "approve"})], STORED, "answered 202"),
        ([answered(202, RECEIPT | {"transaction_id": "u"})], STORED, "answered 202"),
        ([answered(202, RECEIPT | {"receipt": "0a" * 32})], STORED, "answered 202"),
        ([answered(202, RECEIPT, retry="")], STORED, "answered 202"),
        ([answered(503, {"transaction_id": ID, "status": "unavailable"})], KEPT, "answered 503"),
        ([answered(503, {"transaction_id": "u", "status": "unavailable"}, together=True)], KEPT, "answered 503"),
        ([answered(200, {"transaction_id": "u", "decision": "approve", "duplicate": False})], STORED, "answered 200"),
        ([decided()], NOTHING, "0 markers and 0 rows"),
        ([decided()], replace(STORED, rows=("approve",) * 2), "1 markers and 2 rows"),
        ([decided()], replace(STORED, markers=()), "0 markers and 1 rows"),
        ([UNAVAILABLE], replace(STORED, markers=(), kept=(NOT_VALIDATED,)), "0 markers and 1 rows"),
        ([decided(), decided("review", duplicate=True)], STORED, "decided as ['approve', 'review']"),
        ([decided("decline")], STORED, "decided as ['decline'], marked as ('approve',)"),
        ([ACCEPTED], replace(STORED, rows=("review",)), "stored as ('review',)"),
        ([decided(), decided()], STORED, "decided anew more than once"),
        ([decided(client="another")], STORED, "stored as of ('own',)"),
        ([UNAVAILABLE], STORED, "stored, which neither its client nor a letter says"),
        ([UNAVAILABLE], Left(kept=("customer_not_notified",)), "though it was never validated"),
        ([ACCEPTED], NOTHING, "0 markers and 0 rows"),
        ([ACCEPTED, UNAVAILABLE], KEPT, "0 markers and 0 rows"),
    ],
)
def test_what_may_not_be_left_is_named_with_its_payment(sent: list[Sent], left: Left, words: str) -> None:
    (complaint,) = complaints(sent, {ID: left})
    assert complaint.startswith(f"{ID}: ")
    assert words in complaint


@pytest.mark.parametrize(
    ("left", "words"),
    [(NOTHING, "0 markers and 0 rows"), (replace(STORED, kept=(NOT_VALIDATED,)), "still kept for")],
)
def test_once_the_letters_are_settled_nothing_is_undecided_or_kept(left: Left, words: str) -> None:
    (complaint,) = complaints([UNAVAILABLE], {ID: left}, settled=True)
    assert words in complaint


def test_a_load_is_shuffled_and_a_share_of_it_is_sent_twice_by_the_same_key() -> None:
    load = Load(payments=50, repeats=0.2, together=0)
    asked = [(key, body) for key, bodies in requests(["a", "b"], load) for body in bodies]
    times = Counter(body["transaction_id"] for _, body in asked)
    assert (len(asked), len(times), Counter(times.values())) == (load.requests, 50, {1: 40, 2: 10})
    assert len({(key, body["transaction_id"]) for key, body in asked}) == 50
    assert {key for key, _ in asked} == {"a", "b"}
    order = [body["timestamp"] for _, body in asked]
    assert order != sorted(order)


@pytest.mark.parametrize("share", [0, 0.5, 1])
def test_a_share_of_what_the_first_key_sends_comes_in_calls_with_many_payments(share: float) -> None:
    load = Load(payments=400, repeats=0, together=share)
    calls = requests(["a", "b"], load)
    assert sum(len(bodies) for _, bodies in calls) == load.requests
    many = [(key, len(bodies)) for key, bodies in calls if len(bodies) > 1]
    assert many == [("a", 25)] * round(share * 8)


@pytest.mark.parametrize(
    "unbounded",
    [
        {"payments": 0},
        {"payments": MOST + 1},
        {"repeats": 1.5},
        {"together": 1.5},
        {"threads": MOST_THREADS + 1},
        {"seconds": MOST_SECONDS + 1},
        {"seconds": 0},
    ],
)
def test_a_load_without_bounds_is_refused(unbounded: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="at most"):
        Load(**{"payments": 1, **unbounded})

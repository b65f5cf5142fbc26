"""What must be true of a transaction after an execution, whatever failed in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from live.answers import Answer
from tests.chaos.attempts import attempts_made
from tests.chaos.consequences import of_codes, of_malformed, of_overflow, of_passing, of_unread
from tests.chaos.faults import Faults
from tests.chaos.services import Services

# The dead letters that hold a whole transaction of which it is not known whether it is stored.
WHOLE = {"not_stored", "validation_unavailable"}
RECEIPT = re.compile(r"[0-9a-f]{128}")
UNCOUNTED = "merchant_not_counted"
UNTOLD = {"event_not_published": "event", "customer_not_notified": "alert"}


def wrong(
    answer: Answer, left: Services, attempts: Mapping[str, int], faults: Faults, tasks: Mapping[str, Any]
) -> list[str]:
    """What is wrong, a sentence each: with the answer, with what the execution left, with how often it tried."""
    return [
        *_answer(answer),
        *_kept(answer, left, faults),
        *_told(answer, left),
        *_decided(answer, left),
        *of_codes(answer, left),
        *of_passing(answer, left, faults),
        *of_unread(answer, left, faults),
        *of_overflow(answer, left, faults),
        *of_malformed(answer, left, faults),
        *_counted(answer, left, faults),
        *attempts_made(attempts, left.failed, tasks),
    ]


def unresumed(answer: Answer, left: Services, decided: str) -> list[str]:
    """What is wrong after the same body came again and nothing failed; `decided` is what was stored before, if so."""
    found = [
        *_answer(answer),
        *_kept(answer, left, {}),
        *_told(answer, left),
        *_decided(answer, left),
        *_counted(answer, left, {}),
    ]
    if answer.status != 200:
        found.append(f"sent again, the answer is {answer.status}")
    if left.marker is None or "settled" not in left.marker:
        found.append("sent again, it is not settled")
    elif decided and left.marker["decision"]["S"] != decided:
        found.append(f"sent again, it was decided anew: {decided} is now {left.marker['decision']['S']}")
    return found


def _answer(answer: Answer) -> Iterator[str]:
    try:
        body = json.loads(answer.body)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        yield f"the answer is no JSON object: {answer.body!r}"
    elif answer.status == 200:
        if body.get("status") != "decided":
            yield f"the answer is 200 and tells no decision: {answer.body!r}"
    elif answer.status == 202:
        if body.keys() != {"status", "transaction_id", "receipt"} or body["status"] != "accepted":
            yield "the answer 202 says more than that it is accepted, and its receipt"
        elif not RECEIPT.fullmatch(str(body["receipt"])) or answer.headers.get("Location") != _address(body):
            yield "the answer 202 has no sealed receipt, or does not say where to ask with it"
        elif "Retry-After" not in answer.headers:
            yield "the answer 202 does not say when to ask again"
    elif answer.status != 503:
        yield f"the answer is {answer.status}, neither a decision nor a call to send again"
    elif "Retry-After" not in answer.headers or set(body) != {"message"}:
        yield "the answer does not say when to send again, or says too much"


def _address(accepted: Mapping[str, Any]) -> str:
    return f"transaction/{accepted['transaction_id']}?receipt={accepted['receipt']}"


def _kept(answer: Answer, left: Services, faults: Faults) -> Iterator[str]:
    if (left.marker is None) != (not left.rows) or len(left.rows) > 1:
        yield "marker and row are not stored together, once"
    if left.overwritten:
        yield "it is stored over what another had stored"
    if left.ended == "States.Runtime":
        yield "it ended with States.Runtime, which nothing catches"
    if left.marker is None:
        keeper_failed = any(task.startswith("Keep") for task in faults)
        if (
            not WHOLE & set(left.reasons)
            and not left.queued
            and not left.waits
            and not (keeper_failed and answer.status == 503)
        ):
            yield "it is neither stored nor a dead letter"
        if answer.status == 200:
            yield "what is not stored is answered with a decision"
        if left.events or left.alerts:
            yield "what is not stored was told"
    for letter in left.letters:
        if letter["reason"] not in WHOLE | UNTOLD.keys() | {UNCOUNTED} or not letter.get("transaction", {}).get(
            "card_token"
        ):
            yield f"a dead letter is not whole: {sorted(letter)}"


def _told(answer: Answer, left: Services) -> Iterator[str]:
    if left.marker is None:
        return
    needed = {"event", "alert"} if left.marker["alert"]["S"] == "true" else {"event"}
    told = {"event" for _ in left.events} | {"alert" for _ in left.alerts}
    untold = needed - told - {UNTOLD[reason] for reason in left.reasons if reason in UNTOLD}
    if untold and "settled" in left.marker:
        yield f"it is settled, and {' and '.join(sorted(untold))} is neither sent nor kept"
    if untold and answer.status == 200:
        yield f"the caller has the decision, and {' and '.join(sorted(untold))} is neither sent nor kept"


def _decided(answer: Answer, left: Services) -> Iterator[str]:
    if left.marker is None:
        return
    decision, contended = left.marker["decision"]["S"], "history_contended" in left.marker["reasons"]["S"]
    if decision != ("review" if contended else left.heard or "review"):
        yield f"the decision is {decision}, and the analyzer said {left.heard or 'nothing'}"
    if (
        decision != "approve"
        and "history_unavailable" not in left.marker["reasons"]["S"]
        and left.marker["alert"]["S"] != "true"
    ):
        yield f"the decision is {decision}, and the customer is not told"
    if answer.status == 200 and json.loads(answer.body).get("decision") != decision:
        yield f"the answer is not the decision that is stored, {decision}"


def _counted(answer: Answer, left: Services, faults: Faults) -> Iterator[str]:
    if left.counted > 1:
        yield f"it is counted {left.counted} times"
    if left.marker and left.marker["decision"]["S"] == "approve" and not left.counted:
        yield "it is approved, and counts nowhere"
    kept = UNCOUNTED in left.reasons or any(task.startswith("Keep") for task in faults)
    uncounted = left.counted and not (left.at_merchant or kept)
    if uncounted and answer.status == 200 and not answer.json["duplicate"]:
        yield "its merchant's count is lost in silence"

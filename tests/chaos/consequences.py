"""What faults may lead to: what passes to nothing, and a malformed answer to the fallback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256

from live.answers import Answer
from tests.chaos.attempts import MOST_ATTEMPTS
from tests.chaos.errors import ERRORS, THROTTLED
from tests.chaos.faults import Fault, Faults, Malformed
from tests.chaos.services import Services

DECIDING = ("ValidateTransaction", "AnalyzeTransaction", "AnalyzeTransactionAgain")


def of_passing(answer: Answer, left: Services, faults: Faults) -> Iterator[str]:
    once = [
        isinstance(fault, Fault) and fault.times == 1 and fault.error in ERRORS[task].passing
        for task, fault in faults.items()
    ]
    if all(once) and (answer.status not in (200, *([202] if throttled(faults) else [])) or left.letters):
        yield f"what passed left the answer {answer.status} and the dead letters {left.reasons}"


def throttled(faults: Faults) -> bool:
    """Whether a function that decides has no execution left."""
    planted = [faults[task] for task in DECIDING if task in faults]
    return any(isinstance(fault, Fault) and THROTTLED in (fault.error, fault.then) for fault in planted)


def of_overflow(answer: Answer, left: Services, faults: Faults) -> Iterator[str]:
    """What is throttled is queued, and nothing else is; what is accepted lies in the queue, and nowhere else yet."""
    if left.queued and not throttled(faults):
        yield "it is queued, and no function was throttled"
    # An answer of the queue's may be lost: it is queued twice then.
    whole = left.queued and all(set(each) == {"client", "request", "receipt"} for each in left.queued)
    if answer.status == 202 and (not whole or left.letters):
        yield f"it is accepted, {len(left.queued)} times queued, and {left.reasons} are dead letters"
    deciding = ((task, left.failed.get(task, [])) for task in DECIDING)
    for task, errors in deciding:
        if len(errors) > 1 and THROTTLED in errors[:-1]:
            yield f"{task} was tried {len(errors)} times, though it is throttled"
    if (
        left.taken
        and "settled" not in (left.marker or {})
        and not {"SettleTransaction", "SettleAlerted"} & faults.keys()
    ):
        yield "its message is taken out of the queue before it is settled"
    if any("analysis_unavailable" in row["reasons"]["S"] for row in left.rows) and throttled(faults):
        yield "a customer is suspected for want of capacity"


def of_codes(answer: Answer, left: Services) -> Iterator[str]:
    """An alert's code is told to the notifier alone, and good once it is settled, whether or not the alert was lost."""
    codes = [alert["code"] for alert in left.alerts]
    elsewhere = json.dumps([answer.body, left.events, left.letters, left.queued, left.items, left.histories])
    if any(code in elsewhere for code in codes) or '"code"' in json.dumps(left.letters):
        yield "the code of an alert is told elsewhere"
    settled = "settled" in (left.marker or {}) and "SettleAlerted" not in left.failed
    if left.code and settled and sha256(left.code.encode()).hexdigest() not in left.codes:
        yield "the code of an alert is of no use"


def of_unread(answer: Answer, left: Services, faults: Faults) -> Iterator[str]:
    unread = faults.get("ReadHistory")
    if faults.keys() == {"ReadHistory"} and answer.status != 200:
        yield "what could not be remembered ended it"
    if isinstance(unread, Fault) and unread.times > MOST_ATTEMPTS and left.heard == "approve":
        yield "it is approved, and what is remembered could not be read"


def of_malformed(answer: Answer, left: Services, faults: Faults) -> Iterator[str]:
    if isinstance(faults.get("ValidateTransaction"), Malformed) and left.reasons != ["validation_unavailable"]:
        yield "a validation that nobody understands is not kept"
    analyzed = [isinstance(faults.get(task), Malformed) for task in ("AnalyzeTransaction", "AnalyzeTransactionAgain")]
    if any(analyzed) and (left.marker is None or answer.status != 200):
        yield "an analysis that nobody understands is not reviewed"

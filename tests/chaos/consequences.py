"""What faults may lead to: what passes to nothing, and a malformed answer to the fallback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256

from live.answers import Answer
from tests.chaos.attempts import MOST_ATTEMPTS
from tests.chaos.errors import ERRORS
from tests.chaos.faults import Fault, Faults, Malformed
from tests.chaos.services import Services


def of_passing(answer: Answer, left: Services, faults: Faults) -> Iterator[str]:
    once = [
        isinstance(fault, Fault) and fault.times == 1 and fault.error in ERRORS[task].passing
        for task, fault in faults.items()
    ]
    if all(once) and (answer.status != 200 or left.letters):
        yield f"what passed left the answer {answer.status} and the dead letters {left.reasons}"


def of_codes(answer: Answer, left: Services) -> Iterator[str]:
    """An alert's code is told to the notifier alone, and good once it is settled, whether or not the alert was lost."""
    codes = [alert["code"] for alert in left.alerts]
    elsewhere = json.dumps([answer.body, left.events, left.letters, left.items, left.histories])
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

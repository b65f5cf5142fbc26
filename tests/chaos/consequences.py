"""What faults may lead to: what passes to nothing, a malformed answer to the fallback, and each to few attempts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from live.answers import Answer
from tests.chaos.errors import ERRORS
from tests.chaos.rows import Fault, Faults, Malformed
from tests.chaos.services import Services

MOST_ATTEMPTS = 3


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


def attempts_made(attempts: Mapping[str, int], left: Services, tasks: Mapping[str, Any]) -> Iterator[str]:
    for task, made in attempts.items():
        due = _due(left.failed.get(task, []), tasks[task]["Retry"])
        if made != due or made > MOST_ATTEMPTS:
            yield f"{task} was tried {made} times, not {min(due, MOST_ATTEMPTS)}"


def _due(errors: Sequence[str], retriers: Sequence[Mapping[str, Any]]) -> int:
    """How often a task is tried that ends with these errors, one after the other, and then succeeds."""
    used = Counter[int]()
    for tries, error in enumerate(errors, start=1):
        number = next((number for number, each in enumerate(retriers) if error in each["ErrorEquals"]), None)
        if number is None or used[number] >= retriers[number]["MaxAttempts"]:
            return tries
        used[number] += 1
    return len(errors) + 1

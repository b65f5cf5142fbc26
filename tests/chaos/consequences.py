"""What faults may lead to: what passes to nothing, a malformed answer to the fallback, and each to few attempts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from live.answers import Answer
from tests.chaos.errors import ERRORS
from tests.chaos.rows import CANCELED, Fault, Faults, Malformed
from tests.chaos.services import Services

MOST_ATTEMPTS = 3


def of_passing(answer: Answer, left: Services, faults: Faults) -> Iterator[str]:
    once = [
        isinstance(fault, Fault) and fault.times == 1 and fault.error in ERRORS[task].passing
        for task, fault in faults.items()
    ]
    if all(once) and (answer.status != 200 or left.letters):
        yield f"what passed left the answer {answer.status} and the dead letters {left.reasons}"


def of_malformed(answer: Answer, left: Services, faults: Faults) -> Iterator[str]:
    if isinstance(faults.get("ValidateTransaction"), Malformed) and left.reasons != ["validation_unavailable"]:
        yield "a validation that nobody understands is not kept"
    if isinstance(faults.get("AnalyzeTransaction"), Malformed) and (left.marker is None or answer.status != 200):
        yield "an analysis that nobody understands is not reviewed"


def attempts_made(attempts: Mapping[str, int], faults: Faults, states: Mapping[str, Any]) -> Iterator[str]:
    for task, made in attempts.items():
        fault = faults.get(task)
        # Where the other execution has stored meanwhile, or the read does not say what was stored before.
        if fault is None and task == "StoreTransactionAgain":
            fault = Fault(CANCELED, made - 1)
        error, times = (fault.error, fault.times) if isinstance(fault, Fault) else ("", 0)
        retriers = [each for each in states[task]["Retry"] if error in each["ErrorEquals"]]
        most = 1 + (retriers[0]["MaxAttempts"] if retriers else 0)
        due = min(most, times + 1)
        if made != due or made > MOST_ATTEMPTS:
            yield f"{task} was tried {made} times, not {min(due, MOST_ATTEMPTS)}"

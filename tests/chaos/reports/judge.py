"""What must be true after a report, whatever failed in it and whoever came between."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from live.answers import JSON, Answer
from tests.chaos.reports.expected import Erasure, Outcome, Report
from tests.chaos.reports.items import NEW
from tests.chaos.reports.rows import Row
from tests.chaos.reports.services import Services
from tests.chaos.reports.tables import Stored

AGAIN = 503


def wrong(
    row: Row, rivals: Sequence[Report | Erasure], answer: Answer, left: Services, definition: Mapping[str, Any]
) -> Iterator[str]:
    """What is wrong, a sentence each; `rivals` came between, in this order."""
    after = left.tables.items()
    with_it, without = _outcomes(row, rivals)
    before = row.situation.stored
    stored = [outcome for outcome in with_it if not _differences(outcome.stored, after, before)]
    partly = [each for each in with_it if each.partly and not _differences(each.partly, after, before)]
    changed = _differences(without, after, before)
    if answer.status == AGAIN:
        yield from _sent_again(answer)
        if row.passes:
            yield "what passes left the answer 503"
        if changed and not partly and not (row.lost and stored):
            yield f"the caller shall send it again, and {'; '.join(changed)}"
    elif row.malformed and answer.status == 404 and not changed:
        yield from ()
    elif not any((outcome.status, outcome.said) == _said(answer) for outcome in stored):
        # As if it had come after all others.
        last = row.situation.sent.after(without)
        differences = _differences(last.stored, after, before)
        yield "; ".join([f"the answer is {_said(answer)}, due is {(last.status, last.said)}", *differences])
    elif answer.headers != {"Content-Type": JSON}:
        yield f"the answer has a header more: {answer.headers}"
    ends = {state["Error"] for state in definition["States"].values() if state["Type"] == "Fail"}
    # What cannot be computed is not stored, and the caller is told to send it again.
    ends |= {"", "States.QueryEvaluationError"} if row.malformed else {""}
    if left.ended not in ends:
        yield f"it ended with {left.ended}, which nothing catches"


def _outcomes(row: Row, rivals: Sequence[Report | Erasure]) -> tuple[list[Outcome], Stored]:
    """What it leads to where it comes before all rivals, after the first, and so on; what the rivals lead to alone.

    Where another comes before its last write, or before it has heard of it, it reads and decides once more.
    """
    sent, found = row.situation.sent, []
    for first in range(len(rivals) + 1):
        outcome = sent.after(_later(row.situation.stored, rivals[:first]))
        found.append(_and_later(outcome, rivals[first:]))
        written = [outcome.partly, outcome.stored if row.lost else None]
        for stored, then in product(filter(None, written), range(first + 1, len(rivals) + 1)):
            found.append(_and_later(sent.after(_later(stored, rivals[first:then])), rivals[then:]))
    return found, _later(row.situation.stored, rivals)


def _and_later(outcome: Outcome, rivals: Sequence[Report | Erasure]) -> Outcome:
    partly = outcome.partly and _later(outcome.partly, rivals)
    return outcome._replace(stored=_later(outcome.stored, rivals), partly=partly)


def _later(stored: Stored, rivals: Sequence[Report | Erasure]) -> Stored:
    for rival in rivals:
        stored = rival.after(stored).stored
    return stored


def _sent_again(answer: Answer) -> Iterator[str]:
    if "Retry-After" not in answer.headers or set(answer.json) != {"message"}:
        yield "the answer does not say when to send again, or says too much"


def _said(answer: Answer) -> tuple[int, Any]:
    try:
        return answer.status, json.loads(answer.body)
    except ValueError:
        return answer.status, answer.body


def _differences(due: Stored, after: Stored, before: Stored) -> list[str]:
    """Where what is stored is not what is due."""
    found = []
    for at in sorted(due.keys() | after.keys()):
        one, other, old = due.get(at, {}), after.get(at, {}), before.get(at, {})
        found += [
            f"{name} of {'/'.join(at)} is {other.get(name)}, not {one.get(name)}"
            for name in sorted(one.keys() | other.keys())
            if not _fits(one.get(name), other.get(name), old.get(name))
        ]
    return found


def _fits(due: Any, value: Any, before: Any) -> bool:
    return value not in (None, before) if due == {"N": NEW} else value == due

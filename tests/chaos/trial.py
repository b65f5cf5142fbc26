"""One row of the table, run: what was wrong in any of its executions."""

from __future__ import annotations

from tests.chaos.drain import come_back, queued, untaken
from tests.chaos.interpreter import Interpreter, body
from tests.chaos.judge import unresumed, wrong
from tests.chaos.rows import Row
from tests.chaos.services import Services


def tried(row: Row, interpreter: Interpreter) -> list[str]:
    """What is wrong, a sentence each: in the row's execution, and after the same body came once more, without a fault.

    By then the analyzer thinks better of it, so that whoever decides anew is caught.
    """
    left, sent, states = Services(row.opinion, rival=row.rival, busy=row.busy), body(), interpreter.tasks
    if row.before is not None:
        answer, attempts = interpreter.run(sent, left, row.before)
        found = [f"before: {each}" for each in wrong(answer, left, attempts, row.before, states)]
    else:
        found = []
    if row.drained:
        answer, attempts = come_back(interpreter, left, queued(sent), row.faults)
        found += untaken(answer, left, row.faults)
    else:
        answer, attempts = interpreter.run(sent, left, row.faults)
    found += wrong(answer, left, attempts, row.faults, states)
    found += [f"{task} was never reached" for task in row.tasks if not attempts[task]]
    decided = left.marker["decision"]["S"] if left.marker else ""
    left.busy = 0
    while left.queued:
        left.taken.clear()
        answer, _ = come_back(interpreter, left, left.queued.pop(), {})
        found += untaken(answer, left, {})
        found += [f"drained: {each}" for each in unresumed(answer, left, decided)]
        decided = left.marker["decision"]["S"] if left.marker else ""
    left.opinion = "approve"
    answer, _ = interpreter.run(sent, left, {})
    return [*found, *unresumed(answer, left, decided)]

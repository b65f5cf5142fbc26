"""One row of the table, run: what was wrong in its execution, and after the same report came once more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from live.answers import Answer
from tests.chaos.attempts import attempts_made
from tests.chaos.faults import BROKEN, Faults
from tests.chaos.interpreter import Interpreter
from tests.chaos.interpreter import Services as Left
from tests.chaos.jsonata import CLOCK
from tests.chaos.reports.expected import KEYS, Erasure, Report
from tests.chaos.reports.judge import wrong
from tests.chaos.reports.rows import Between, Row, rows
from tests.chaos.reports.services import Services
from tests.chaos.reports.situations import situations
from tests.chaos.reports.tables import Tables

NOBODY = Between("", ())


class Trial(NamedTuple):
    """What came of a row: who came between, the answer, what the execution left, and how often each task was tried."""

    came: list[Report | Erasure]
    answer: Answer
    left: Services
    attempts: Counter[str]


@dataclass(frozen=True)
class Watched(Interpreter):
    """`entered` has the states of all executions."""

    entered: set[str] = field(default_factory=set)

    def run(
        self, body: Mapping[str, Any], left: Left, faults: Faults, name: str | None = None
    ) -> tuple[Answer, Counter[str]]:
        """As ever."""
        ended = super().run(body, left, faults, name)
        self.entered.update(left.path)
        return ended


def table(interpreter: Interpreter, tables: Tables) -> list[Row]:
    """The rows of one situation for each way that a report takes through the definition."""
    ways = {tuple(ran(Row(each), interpreter, tables).left.path): each for each in reversed([*situations()])}
    found, known = list[Row](), set[str]()
    for way, situation in ways.items():
        tasks = {state: interpreter.tasks[state] for state in way if state in interpreter.tasks}
        found += rows(situation, tasks, new=tasks.keys() - known)
        known |= tasks.keys()
    return found


def unentered(faulty: Sequence[Row], interpreter: Interpreter, tables: Tables) -> list[str]:
    """The states that no situation, and no row that fails for good, leads to."""
    broken = [row for row in faulty if BROKEN.error in {getattr(each, "error", "") for each in row.faults.values()}]
    entered = {state for row in [*map(Row, situations()), *broken] for state in ran(row, interpreter, tables).left.path}
    return sorted(interpreter.definition["States"].keys() - entered)


def tried(row: Row, interpreter: Interpreter, tables: Tables) -> Iterator[str]:
    """What is wrong, a sentence each."""
    came, answer, left, attempts = ran(row, interpreter, tables)
    yield from wrong(row, came, answer, left, interpreter.definition)
    yield from attempts_made(attempts, left.failed, interpreter.tasks)
    yield from (f"{task} was never reached" for task in row.faults if not attempts[task] and not row.between)
    sent = replace(row.situation.sent, request="again")
    again = Row(replace(row.situation, sent=sent, stored=tables.items()))
    _, answer, left, _ = ran(again, interpreter, tables)
    yield from (f"sent again, {each}" for each in wrong(again, [], answer, left, interpreter.definition))


def entered(row: Row, interpreter: Interpreter, tables: Tables) -> set[str]:
    """The states that any execution comes to while the row is tried; without the others it goes as with them."""
    watched = Watched(interpreter.definition, interpreter.responses)
    list(tried(row, watched, tables))
    return watched.entered


def ran(row: Row, interpreter: Interpreter, tables: Tables) -> Trial:
    """One execution."""
    tables.load(row.situation.stored)
    came: list[Report | Erasure] = []
    left = Services(tables, between=_comers(row.between or NOBODY, interpreter, tables, came))
    return Trial(came, *_sent(row.situation.sent, interpreter, left, row.faults))


def _sent(
    sent: Report, interpreter: Interpreter, left: Services, faults: Faults
) -> tuple[Answer, Services, Counter[str]]:
    """With its reporter's key."""
    answer, attempts = interpreter.run(sent.body, left, faults, sent.execution)
    return answer, left, attempts


def _comers(
    between: Between, interpreter: Interpreter, tables: Tables, came: list[Report | Erasure]
) -> Callable[[str], None]:
    """Whoever comes before an attempt of the task, to the end of what they do; `came` says who did."""
    rivals = iter(between.rivals)

    def come(task: str) -> None:
        for rival in next(rivals, ()) if task == between.task else ():
            came.append(rival)
            if isinstance(rival, Erasure) or rival.by not in KEYS:
                tables.load(rival.after(tables.items(), now=str(next(CLOCK))).stored)
            else:
                _sent(rival, interpreter, Services(tables), {})

    return come

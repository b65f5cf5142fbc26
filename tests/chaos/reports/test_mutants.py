"""The table notices each thing that the definition of reports would lack."""

from collections.abc import Iterator

import pytest

from tests.chaos.interpreter import Interpreter
from tests.chaos.reports.mutants import Mutant, mutants, shorter
from tests.chaos.reports.rows import MEANWHILE, Row
from tests.chaos.reports.situations import situations
from tests.chaos.reports.tables import Tables
from tests.chaos.reports.trial import entered, tried

# Those that nothing can tell from the definition itself, and why.
SAME = {
    # No other card is marked by this transaction: it only saves a write that is refused.
    "Follows without $marked != ''",
    # Where the card is not known, none is freed.
    "Follows without $card != ''",
    # A fraud takes no mark away, whether the code was spent meanwhile or not.
    "StoreAndCount without (attribute_not_exists(not_me_at) OR not_me_at = :marked) in its write 0",
    # A fraud that is taken back was reported.
    "StoreAndTakeBack without attribute_not_exists(reported_at) in its write 0",
    # A code that was good is not taken away from its marker; and with the marker, an erasure takes the row.
    "SpendCode without contains(codes, :code) in its write 0",
}


@pytest.mark.long
def test_each_thing_that_the_definition_would_lack_is_noticed(
    faulty: list[Row], interpreter: Interpreter, tables: Tables
) -> None:
    ways = [(row, entered(row, interpreter, tables)) for row in (*map(Row, situations()), *MEANWHILE)]
    ways += [(row, entered(row, interpreter, tables) - interpreter.tasks.keys()) for row in faulty if row.lost]
    unnoticed = set()
    for mutant in mutants(interpreter.definition):
        changed = interpreter.changed(mutant.definition)
        if not any(any(tried(row, changed, tables)) for row in _rows(mutant, faulty, ways)):
            unnoticed.add(str(mutant))
    assert unnoticed == SAME


def _rows(mutant: Mutant, faulty: list[Row], ways: list[tuple[Row, set[str]]]) -> Iterator[Row]:
    """Those that fail or are disturbed where it lacks something, and those of the others that come to that state.

    Where it lacks something that is no call, those whose answer is lost are among them. No other could notice.
    """
    yield from (row for row in faulty if mutant.state in (*row.faults, row.between and row.between.task))
    yield from (row for row, states in ways if mutant.state in states)


def test_a_condition_is_taken_apart_term_by_term() -> None:
    assert dict(shorter("a = 1 and (b < 2 or f(c or d) and e)")) == {
        "a = 1": "(b < 2 or f(c or d) and e)",
        "(b < 2 or f(c or d) and e)": "a = 1",
        "b < 2": "a = 1 and (f(c or d) and e)",
        "f(c or d) and e": "a = 1 and (b < 2)",
        "f(c or d)": "a = 1 and (b < 2 or e)",
        "e": "a = 1 and (b < 2 or f(c or d))",
    }
    assert dict(shorter("a = :a AND b = :b")) == {"a = :a": "b = :b", "b = :b": "a = :a"}
    assert list(shorter("a = 1")) == []

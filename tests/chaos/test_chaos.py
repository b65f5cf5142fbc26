"""No transaction is lost, whatever fails in the workflow: the table, a test a row."""

from typing import Any

import pytest

from tests.chaos.errors import ERRORS
from tests.chaos.faults import BROKEN
from tests.chaos.interpreter import Interpreter, body
from tests.chaos.rows import Row, rows
from tests.chaos.services import Services
from tests.chaos.states_language import tasks
from tests.chaos.trial import tried


def test_the_table_has_every_task_of_the_workflow(definition: dict[str, Any]) -> None:
    assert ERRORS.keys() == tasks(definition).keys()


def test_the_table_has_every_error_that_the_definition_names(definition: dict[str, Any]) -> None:
    for name, errors in ERRORS.items():
        state = tasks(definition)[name]
        named = {error for each in (*state["Retry"], *state.get("Catch", ())) for error in each["ErrorEquals"]}
        assert named - {"States.ALL"} <= {*errors.passing, *errors.lasting}, name


def test_where_another_stores_other_content_meanwhile_it_is_a_conflict(interpreter: Interpreter) -> None:
    left, sent = Services("decline", rival=True, rivals_digest="other"), body()
    answer, attempts = interpreter.run(sent, left, {})
    assert (answer.status, attempts["ReadStoredDecisionAgain"]) == (409, 1)
    assert left.marker
    assert (left.marker["digest"], left.letters, left.events) == ({"S": "other"}, [], [])


@pytest.mark.parametrize(("busy", "reviewed", "counted"), [(0, False, 1), (1, False, 1), (2, True, 0), (9, True, 0)])
def test_where_other_payments_of_the_card_come_between_it_is_decided_anew_and_then_reviewed(
    interpreter: Interpreter, busy: int, reviewed: bool, counted: int
) -> None:
    left = Services("approve", busy=busy)
    answer, attempts = interpreter.run(body(), left, {})
    assert answer.json["decision"] == ("review" if reviewed else "approve")
    assert answer.json["reasons"] == (["history_contended"] if reviewed else ["x"])
    assert (left.counted, attempts["AnalyzeTransaction"], attempts["AnalyzeTransactionAgain"]) == (counted, 1, busy > 0)
    assert len(left.alerts) == reviewed


def test_where_nothing_is_remembered_nobody_is_alarmed_but_operations(interpreter: Interpreter) -> None:
    left = Services("approve")
    answer, _ = interpreter.run(body(), left, {"ReadHistory": BROKEN})
    assert (answer.json["decision"], answer.json["reasons"]) == ("review", ["history_unavailable"])
    assert (left.alerts, len(left.events), left.counted, left.at_merchant) == ([], 1, 0, 0)


@pytest.mark.parametrize("row", rows(), ids=str)
def test_whatever_fails_nothing_is_lost_or_approved_by_it(row: Row, interpreter: Interpreter) -> None:
    assert tried(row, interpreter) == []

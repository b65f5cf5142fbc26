"""No transaction is lost, whatever fails in the workflow: the table, a test a row."""

from typing import Any

import pytest

from tests.chaos.errors import ERRORS
from tests.chaos.interpreter import Interpreter, body
from tests.chaos.rows import Row, rows
from tests.chaos.services import Services
from tests.chaos.trial import tried


def test_the_table_has_every_task_of_the_workflow(definition: dict[str, Any]) -> None:
    assert ERRORS.keys() == {name for name, state in definition["States"].items() if state["Type"] == "Task"}


def test_the_table_has_every_error_that_the_definition_names(definition: dict[str, Any]) -> None:
    for name, errors in ERRORS.items():
        state = definition["States"][name]
        named = {error for each in (*state["Retry"], *state["Catch"]) for error in each["ErrorEquals"]}
        assert named - {"States.ALL"} <= {*errors.passing, *errors.lasting}, name


def test_where_another_stores_other_content_meanwhile_it_is_a_conflict(interpreter: Interpreter) -> None:
    left, sent = Services("decline", rival=True, rivals_digest="other"), body()
    answer, attempts = interpreter.run(sent, left, {})
    assert (answer.status, attempts["ReadStoredDecisionAgain"]) == (409, 1)
    assert left.marker
    assert (left.marker["digest"], left.letters, left.events) == ({"S": "other"}, [], [])


@pytest.mark.parametrize("row", rows(), ids=str)
def test_whatever_fails_nothing_is_lost_or_approved_by_it(row: Row, interpreter: Interpreter) -> None:
    assert tried(row, interpreter) == []

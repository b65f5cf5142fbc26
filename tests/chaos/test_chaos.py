"""No transaction is lost, whatever fails in the workflow: the table, a test a row."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.chaos.rows import ERRORS, Row, rows


def test_the_table_has_every_task_of_the_workflow(definition: dict[str, Any]) -> None:
    assert ERRORS.keys() == {name for name, state in definition["States"].items() if state["Type"] == "Task"}


def test_the_table_has_every_error_that_the_definition_names(definition: dict[str, Any]) -> None:
    for name, errors in ERRORS.items():
        state = definition["States"][name]
        named = {error for each in (*state["Retry"], *state["Catch"]) for error in each["ErrorEquals"]}
        assert named - {"States.ALL"} <= set(errors), name


@pytest.mark.parametrize("row", rows(), ids=str)
def test_whatever_fails_nothing_is_lost_or_approved_by_it(row: Row, tried_rows: Mapping[str, list[str]]) -> None:
    assert tried_rows[str(row)] == []

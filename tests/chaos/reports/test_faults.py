"""A report is stored once, with what it counts, or not at all, whatever fails and whoever comes between: the table."""

from copy import deepcopy
from itertools import cycle, islice
from typing import Any

import pytest

from tests.chaos.interpreter import Interpreter
from tests.chaos.reports.expected import Report
from tests.chaos.reports.items import HISTORIES
from tests.chaos.reports.rows import ERRORS, MEANWHILE, Between, Row
from tests.chaos.reports.situations import Situation, situations
from tests.chaos.reports.tables import Tables
from tests.chaos.reports.trial import ran, table, tried, unentered
from tests.chaos.states_language import tasks

SITUATIONS = {str(each): each for each in situations()}
OTHERS = [[Report("customer", verdict, request="other")] for verdict in ("fraud", "genuine")]


def test_each_state_of_the_workflow_has_a_row(faulty: list[Row], interpreter: Interpreter, tables: Tables) -> None:
    assert unentered(faulty, interpreter, tables) == []
    assert {task for row in faulty for task in row.faults} == interpreter.tasks.keys()


def test_the_table_has_every_error_that_the_definition_names(definition: dict[str, Any]) -> None:
    for name, state in tasks(definition).items():
        errors = ERRORS[state["Resource"].removeprefix("arn:aws:states:::")]
        named = {error for each in (*state["Retry"], *state["Catch"]) for error in each["ErrorEquals"]}
        assert named - {"States.ALL"} <= {*errors.passing, *errors.lasting}, name


def test_a_state_that_no_row_comes_to_is_named(interpreter: Interpreter, tables: Tables) -> None:
    definition = deepcopy(dict(interpreter.definition))
    rule = {"Condition": "{% $exists($report.thanks) %}", "Next": "NoteThanks"}
    store = definition["States"]["Store"]
    definition["States"] |= {"HasThanks": {"Type": "Choice", "Choices": [rule], "Default": store["Next"]}}
    definition["States"] |= {"NoteThanks": deepcopy(store)}
    store["Next"] = "HasThanks"
    changed = interpreter.changed(definition)
    assert unentered(table(changed, tables), changed, tables) == ["NoteThanks"]


def test_a_task_whose_errors_nobody_has_said_is_named(interpreter: Interpreter, tables: Tables) -> None:
    definition = deepcopy(dict(interpreter.definition))
    definition["States"]["Store"]["Resource"] = "arn:aws:states:::aws-sdk:dynamodb:updateItem"
    with pytest.raises(LookupError, match=r"Store has no row: .* aws-sdk:dynamodb:updateItem"):
        table(interpreter.changed(definition), tables)


@pytest.mark.parametrize("situation", SITUATIONS.values(), ids=SITUATIONS)
def test_a_report_leads_to_what_it_should_and_once(
    situation: Situation, interpreter: Interpreter, tables: Tables
) -> None:
    assert list(tried(Row(situation), interpreter, tables)) == []


def test_whatever_fails_a_report_is_stored_with_its_counts_or_not_at_all(
    faulty: list[Row], interpreter: Interpreter, tables: Tables
) -> None:
    said = {str(row): list(tried(row, interpreter, tables)) for row in faulty}
    assert {row: sentences for row, sentences in said.items() if sentences} == {}


@pytest.mark.parametrize("row", MEANWHILE, ids=str)
def test_a_card_that_is_erased_or_whose_payment_is_genuine_meanwhile_is_not_marked(
    row: Row, interpreter: Interpreter, tables: Tables
) -> None:
    assert list(tried(row, interpreter, tables)) == []
    assert "not_me_at" not in tables.items().get((HISTORIES, "card#tok_1"), {})


@pytest.mark.parametrize(("times", "status"), [(1, 200), (3, 200), (4, 503), (9, 503)])
def test_who_meets_four_other_reports_is_told_to_send_it_again(
    times: int, status: int, interpreter: Interpreter, tables: Tables
) -> None:
    uncounted = SITUATIONS["genuine by chargeback, without a terminal"]
    row = Row(uncounted, between=Between("Store", [*islice(cycle(OTHERS), times)]))
    assert list(tried(row, interpreter, tables)) == []
    assert ran(row, interpreter, tables).answer.status == status


def test_a_row_of_another_client_answers_exactly_as_an_id_that_nobody_knows(
    interpreter: Interpreter, tables: Tables
) -> None:
    rows = [Row(SITUATIONS[f"fraud by chargeback, {words}"]) for words in ("of another client", "not stored")]
    theirs, nobodys = (ran(row, interpreter, tables).answer for row in rows)
    assert theirs == nobodys
    assert theirs.status == 404

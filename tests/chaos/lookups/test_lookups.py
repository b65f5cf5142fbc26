"""Who asks with the receipt of a payment hears what became of it, whatever fails, and nobody else hears anything."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.chaos.attempts import attempts_made
from tests.chaos.errors import READ
from tests.chaos.faults import ALWAYS, Fault
from tests.chaos.interpreter import Interpreter
from tests.chaos.reports.mutants import Mutant, mutants
from tests.chaos.reports.services import Services
from tests.chaos.reports.tables import Stored, Tables

# Where ids are written as names, a key has the one of its caller.
CLIENT, ID, REFUSALS = "fraud-detection-client", "t-1", "refused-payments"
NAME, REPORTER = f"{CLIENT}_request-1_api", f"{CLIENT}-customers"
RECEIPT, ANOTHER = (hashlib.sha256(words).hexdigest() for words in (b"a request", b"another"))
MARKER: dict[str, Any] = {
    "transaction_id": {"S": ID},
    "timestamp": {"N": "0"},
    "row_timestamp": {"N": "1790000000000"},
    "receipt": {"S": RECEIPT},
    "decision": {"S": "review"},
    "score": {"N": "0.5"},
    "reasons": {"S": '["amount", "travel"]'},
    "settled": {"BOOL": True},
    "digest": {"S": "d"},
}
ROW = {
    **MARKER,
    "timestamp": {"N": "1790000000000"},
    "client": {"S": CLIENT},
    "card_token": {"S": "tok_1"},
    "amount": {"N": "7"},
}
# Another client's: the row says so, and the marker holds nothing of it.
THEIRS = {**MARKER, "digest": {"S": "theirs"}}
DECIDED = (
    200,
    {"status": "decided", "transaction_id": ID, "decision": "review", "score": 0.5, "reasons": ["amount", "travel"]},
)
ERRORS = [{"field": "currency", "message": "must be a currency of ISO 4217 that has a minor unit"}]
REFUSAL: dict[str, Any] = {
    "receipt": {"S": RECEIPT},
    "client": {"S": CLIENT},
    "errors": {"S": json.dumps(ERRORS)},
    "expires": {"N": "1790000000"},
}
REJECTED = (422, {"status": "rejected", "errors": ERRORS})
PENDING, CONFLICT, UNKNOWN = (
    (code, {"status": name}) for code, name in ((202, "pending"), (409, "conflict"), (404, "unknown"))
)


def sealed(receipt: str, client: str = CLIENT) -> str:
    """A receipt as the client gets it."""
    return receipt + hashlib.sha256(f"{client} {receipt}".encode()).hexdigest()


def without(*names: str) -> dict[str, Any]:
    return {name: value for name, value in MARKER.items() if name not in names}


# The marker, the receipt that is asked with, and what is answered.
SITUATIONS: Mapping[str, tuple[dict[str, Any] | None, str, tuple[int, dict[str, Any]]]] = {
    "decided": (MARKER, sealed(RECEIPT), DECIDED),
    "not decided yet": (None, sealed(RECEIPT), PENDING),
    "decided, and not yet told": (without("settled"), sealed(RECEIPT), PENDING),
    "decided for another request": (MARKER, sealed(ANOTHER), CONFLICT),
    "decided for another request, and not yet told": (without("settled"), sealed(ANOTHER), CONFLICT),
    "decided before there were receipts": (without("receipt"), sealed(RECEIPT), CONFLICT),
    "refused": (None, sealed(RECEIPT), REJECTED),
    "refused, and another request was decided": (without("receipt"), sealed(RECEIPT), REJECTED),
    "refused, and sent again, and decided": (MARKER, sealed(RECEIPT), DECIDED),
    "refused, as another client's": (None, sealed(RECEIPT), PENDING),
    "refused, and asked for another request": (None, sealed(ANOTHER), PENDING),
    "with another client's receipt under a seal of its own": (THEIRS, sealed(RECEIPT), UNKNOWN),
    "with another client's receipt": (MARKER, sealed(RECEIPT, "another01"), UNKNOWN),
    "with another client's receipt of nothing": (None, sealed(RECEIPT, "another01"), UNKNOWN),
    "with a receipt and no seal": (MARKER, RECEIPT, UNKNOWN),
    "with a receipt twice": (MARKER, RECEIPT * 2, UNKNOWN),
    "with the seal of another receipt": (MARKER, RECEIPT + sealed(ANOTHER)[64:], UNKNOWN),
    "with a reporter's receipt": (MARKER, sealed(RECEIPT, REPORTER), UNKNOWN),
    "with nothing": (MARKER, "-", UNKNOWN),
}
NOT_READ = (503, {"message": "The request may not have been processed; send the same one again"})


def asked(
    situation: str, interpreter: Interpreter, tables: Tables, fault: Fault | None = None, task: str = "ReadMarker"
) -> tuple[tuple[int, Any], list[str]]:
    """What is answered, and what is wrong with how often the table was asked; nothing is changed by it."""
    marker, receipt, _ = SITUATIONS[situation]
    row = {**ROW, "client": {"S": "another01"}} if marker is THEIRS else ROW
    refusal = {**REFUSAL, "client": {"S": "another01"}} if "another client" in situation else REFUSAL
    refused: Stored = {(REFUSALS, RECEIPT): refusal} if situation.startswith("refused") else {}
    items = [each for each in (marker, row if marker else None) if each]
    stored: Stored = {**{("transactions", ID, each["timestamp"]["N"]): each for each in items}, **refused}
    tables.load(stored)
    left = Services(tables)
    faults = {task: fault} if fault else {}
    answer, attempts = interpreter.run({"transaction_id": ID, "receipt": receipt}, left, faults, NAME)
    wrong = [*attempts_made(attempts, left.failed, interpreter.tasks)]
    return (answer.status, answer.json), [*wrong, *(["something was written"] if tables.items() != stored else [])]


@pytest.mark.parametrize("situation", SITUATIONS)
def test_who_asks_hears_what_became_of_its_own_request_alone(
    situation: str, interpreter: Interpreter, tables: Tables
) -> None:
    assert asked(situation, interpreter, tables) == (SITUATIONS[situation][2], [])


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("error", [*READ.passing, *READ.lasting])
def test_where_the_table_fails_it_is_asked_again_or_the_caller_is_told_to(
    error: str, situation: str, interpreter: Interpreter, tables: Tables
) -> None:
    marker, _, due = SITUATIONS[situation]
    is_read = due != UNKNOWN or marker is THEIRS
    for times in (1, 2, ALWAYS):
        passes = error in READ.passing and times < ALWAYS
        said = asked(situation, interpreter, tables, Fault(error, times))
        assert said == (NOT_READ if is_read and not passes else due, []), times


def test_a_key_of_no_client_hears_nothing_even_with_a_seal_of_its_own(interpreter: Interpreter, tables: Tables) -> None:
    tables.load({("transactions", ID, "0"): MARKER})
    body = {"transaction_id": ID, "receipt": sealed(RECEIPT, REPORTER)}
    answer, _ = interpreter.run(body, Services(tables), {}, f"{REPORTER}_request-1_api")
    assert (answer.status, answer.json) == UNKNOWN


@pytest.mark.parametrize("error", [*READ.passing, *READ.lasting])
def test_where_the_row_cannot_be_read_nothing_is_told(error: str, interpreter: Interpreter, tables: Tables) -> None:
    for times in (1, 2, ALWAYS):
        said = asked("decided", interpreter, tables, Fault(error, times), "ReadRow")
        assert said == (DECIDED if error in READ.passing and times < ALWAYS else NOT_READ, []), times


@pytest.mark.parametrize("situation", ["refused", "not decided yet", "decided for another request"])
@pytest.mark.parametrize("error", [*READ.passing, *READ.lasting])
def test_where_it_is_not_known_whether_it_was_refused_nothing_is_told(
    error: str, situation: str, interpreter: Interpreter, tables: Tables
) -> None:
    for times in (1, 2, ALWAYS):
        said = asked(situation, interpreter, tables, Fault(error, times), "ReadRefusal")
        due = SITUATIONS[situation][2]
        assert said == (due if error in READ.passing and times < ALWAYS else NOT_READ, []), times


def test_a_refusal_that_nobody_can_read_tells_nothing(interpreter: Interpreter, tables: Tables) -> None:
    tables.load({(REFUSALS, RECEIPT): {**REFUSAL, "errors": {"S": "no JSON"}}})
    answer, _ = interpreter.run({"transaction_id": ID, "receipt": sealed(RECEIPT)}, Services(tables), {}, NAME)
    assert (answer.status, answer.json) == NOT_READ


def test_a_marker_without_its_row_tells_nothing(interpreter: Interpreter, tables: Tables) -> None:
    tables.load({("transactions", ID, "0"): MARKER})
    answer, _ = interpreter.run({"transaction_id": ID, "receipt": sealed(RECEIPT)}, Services(tables), {}, NAME)
    assert (answer.status, answer.json) == UNKNOWN


@pytest.mark.parametrize("name", ["decision", "score", "reasons"])
def test_a_marker_that_holds_less_is_told_as_no_decision(name: str, interpreter: Interpreter, tables: Tables) -> None:
    tables.load({("transactions", ID, "0"): without(name), ("transactions", ID, ROW["timestamp"]["N"]): ROW})
    answer, _ = interpreter.run({"transaction_id": ID, "receipt": sealed(RECEIPT)}, Services(tables), {}, NAME)
    assert (answer.status, answer.json) == NOT_READ


def test_each_thing_that_the_definition_would_lack_is_noticed(interpreter: Interpreter, tables: Tables) -> None:
    faults = [Fault(error, times) for error in (*READ.passing, *READ.lasting) for times in (1, ALWAYS)]
    rows: list[tuple[str, Fault | None, str]] = [(each, None, "ReadMarker") for each in SITUATIONS]
    reading = {"ReadRefusal": "refused"}
    rows += [(reading.get(task, "decided"), fault, task) for task in interpreter.tasks for fault in faults]
    due = [asked(each, interpreter, tables, fault, task) for each, fault, task in rows]

    def noticed(mutant: Mutant) -> bool:
        changed = interpreter.changed(mutant.definition)
        return any(asked(row[0], changed, tables, *row[1:]) != said for row, said in zip(rows, due, strict=True))

    # An execution that nobody catches ends as failed, too.
    same = [f"{task} without Catch of States.ALL" for task in interpreter.tasks]
    assert [str(mutant) for mutant in mutants(interpreter.definition) if not noticed(mutant)] == same

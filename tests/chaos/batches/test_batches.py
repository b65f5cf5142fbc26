"""Each payment of a call is decided for itself, whatever fails, and never by what another one said."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Any

import pytest

from live.answers import Answer
from live.story import transaction
from tests.chaos.batches.services import Batch
from tests.chaos.faults import ALWAYS, Fault
from tests.chaos.interpreter import Interpreter
from tests.chaos.services import Services

# Where ids are written as names, a key has the one of its caller.
CLIENT = "fraud-detection-client"
NAME = f"{CLIENT}_request-1_api"
THROTTLED = "Lambda.TooManyRequestsException"
JUDGING = (THROTTLED, "Lambda.Unknown", "Lambda.ServiceException", "States.Timeout", "Nobody.KnowsThis")
STARTING = ("Sfn.ExecutionLimitExceededException", "Sfn.SfnException", "States.Timeout", "Nobody.KnowsThis")
OPEN = "unavailable"
NOT_DONE = (503, {"message": "The request may not have been processed; send the same one again"})
OPINIONS = ("approve", "decline")
# Faults of the tasks, what the drain says instead, and what fails in the deciding workflow.
Row = tuple[Mapping[str, Fault], Callable[[Any], Any], Mapping[str, str]]


def as_it_is(answer: Any) -> Any:
    return answer


def payments() -> list[dict[str, Any]]:
    """One that is approved, one that is refused, and one that is declined."""
    return [transaction(), transaction(timestamp=1), transaction()]


def batch(deciding: Interpreter, bodies: list[dict[str, Any]], **more: Any) -> Batch:
    left = {each["transaction_id"]: Services(OPINIONS[place > 0]) for place, each in enumerate(bodies)}
    return Batch(deciding, left, **more)


def send(
    interpreter: Interpreter,
    called: Batch,
    bodies: list[dict[str, Any]],
    faults: Mapping[str, Fault] | None = None,
    *,
    name: str = NAME,
) -> Answer:
    return interpreter.run({"transactions": bodies}, called, faults or {}, name)[0]


def statuses(answer: Answer, bodies: list[dict[str, Any]]) -> list[str]:
    """Of the answers, which must be one for each payment, in order."""
    assert (answer.status, answer.json["status"]) == (200, "answered"), answer.body
    assert [each["transaction_id"] for each in answer.json["answers"]] == [each["transaction_id"] for each in bodies]
    return [each["status"] for each in answer.json["answers"]]


def wrong(answer: Answer, called: Batch, bodies: list[dict[str, Any]]) -> Iterator[str]:
    """What may not be, whatever has failed."""
    told = answer.json.get("answers", []) if answer.status == 200 else []
    said = {each["transaction_id"]: each for each in told}
    for place, (name, left) in enumerate(called.left.items()):
        answered = said.get(name, {"status": ""})
        if len(left.rows) > 1 or left.overwritten or len(left.items) not in (0, 2):
            yield f"{place}: is stored as {left.items}"
        if place == 1 and (left.items or answered["status"] not in ("rejected", "unavailable", "accepted", "")):
            yield f"{place}: is {answered} though it is no payment"
        if answered["status"] == "decided" and (
            not left.events or left.rows[0]["decision"]["S"] != answered["decision"]
        ):
            yield f"{place}: is answered {answered}, and stored as {left.rows}"
        if left.rows and left.rows[0]["decision"]["S"] not in (left.opinion, "review"):
            yield f"{place}: is stored as another's {left.rows}"
        if any(each["transaction_id"] != name for each in left.events):
            yield f"{place}: {left.events}"


def test_each_payment_is_judged_with_the_others_and_stored_by_itself(
    interpreter: Interpreter, deciding: Interpreter
) -> None:
    bodies = payments()
    called = batch(deciding, bodies)
    answer = send(interpreter, called, bodies)
    assert statuses(answer, bodies) == ["decided", "rejected", "decided"]
    assert [each.get("decision") for each in answer.json["answers"]] == ["approve", None, "decline"]
    assert answer.json["answers"][1]["errors"][0]["field"] == "timestamp"
    assert [*wrong(answer, called, bodies)] == []
    assert [each["batch"] for each in called.asked] == [bodies]
    # Two executions of its client, each of which says that it was judged, and has no message.
    names = [name.split("_") for name, _ in called.starts]
    assert [(name[0], name[2]) for name in names] == [(CLIENT, "drained")] * 2
    assert len({name[1] for name in names}) == 2
    assert [given["message"] for _, given in called.starts] == [None, None]
    assert all(not left.taken for left in called.left.values())


def test_the_receipt_is_that_of_the_same_payment_that_comes_alone(
    interpreter: Interpreter, deciding: Interpreter
) -> None:
    bodies = [transaction(amount=25.10), transaction(amount="7.50", merchant_name="Café"), transaction(amount=3)]
    together, alone = batch(deciding, bodies), batch(deciding, bodies)
    send(interpreter, together, bodies)
    for body in bodies:
        alone.execute(f"{CLIENT}_another-request_api", json.loads(json.dumps(body)))
        one, other = (each.left[body["transaction_id"]] for each in (together, alone))
        assert one.marker
        assert other.marker
        assert one.marker["receipt"] == other.marker["receipt"]


def test_what_no_function_has_time_for_is_accepted_with_the_receipt_that_it_would_have_alone(
    interpreter: Interpreter, deciding: Interpreter
) -> None:
    bodies = payments()
    busy = {"ValidateTransaction": THROTTLED}
    called, alone = batch(deciding, bodies, failing=busy), batch(deciding, bodies, failing=busy)
    answer = send(interpreter, called, bodies, {"JudgeBatch": Fault(THROTTLED, ALWAYS)})
    assert statuses(answer, bodies) == ["accepted"] * 3
    for said, body in zip(answer.json["answers"], bodies, strict=True):
        single = alone.execute(f"{CLIENT}_another-request_api", json.loads(json.dumps(body)))
        assert said == json.loads(single["Output"])
        (queued,) = called.left[body["transaction_id"]].queued
        assert (queued["request"], queued["client"], queued["receipt"]) == (body, CLIENT, said["receipt"][:64])


@pytest.mark.parametrize("lost", [False, True])
@pytest.mark.parametrize("error", JUDGING)
def test_where_nobody_judges_them_together_each_is_decided_by_itself(
    error: str, lost: bool, interpreter: Interpreter, deciding: Interpreter
) -> None:
    for times in (1, ALWAYS):
        bodies = payments()
        called = batch(deciding, bodies)
        answer = send(interpreter, called, bodies, {"JudgeBatch": Fault(error, times, lost)})
        assert statuses(answer, bodies) == ["decided", "rejected", "decided"]
        assert [*wrong(answer, called, bodies)] == []
        # Only what was refused at once is tried again.
        judged = error == THROTTLED and times == 1
        assert {name.split("_")[2] for name, _ in called.starts} == {"drained" if judged else "api"}
        assert all(given in bodies for name, given in called.starts if name.endswith("_api"))


def _changed(place: int, value: Any) -> Callable[[Any], Any]:
    def said(answer: Any) -> Any:
        each = deepcopy(answer["each"])
        each[place] = value(each[place]) if callable(value) else value
        return {"each": each}

    return said


MALFORMED: Mapping[str, Callable[[Any], Any]] = {
    "nothing": lambda _: None,
    "no list": lambda _: {"each": "judged"},
    "null for the list": lambda _: {"each": None},
    "an empty list": lambda _: {"each": []},
    "one too few": lambda answer: {"each": answer["each"][:2]},
    "null for a payment": _changed(0, None),
    "a text for a payment": _changed(0, "judged"),
    "nothing of a payment": _changed(0, {}),
    "a refusal without reasons": _changed(1, {"status": "rejected"}),
    "a text for the reasons": _changed(1, {"status": "rejected", "errors": "all"}),
    "null for the reasons": _changed(1, {"status": "rejected", "errors": None}),
    "a number for the reasons": _changed(1, {"status": "rejected", "errors": 1}),
    "a truth for the reasons": _changed(1, {"status": "rejected", "errors": True}),
    "reasons beside what was judged": _changed(0, lambda each: {**each, "errors": []}),
    "no history": _changed(0, lambda each: {name: each[name] for name in each if name != "history"}),
    "a status that is no text": _changed(0, lambda each: {**each, "status": 1}),
    "no analysis": _changed(0, lambda each: {name: each[name] for name in each if name != "analysis"}),
    "no validation": _changed(0, lambda each: {name: each[name] for name in each if name != "validation"}),
    "null for the analysis": _changed(0, lambda each: {**each, "analysis": None}),
    "an empty history": _changed(0, lambda each: {**each, "history": {}}),
    "an analysis of nothing": _changed(0, lambda each: {**each, "analysis": {"Payload": {}}}),
}


@pytest.mark.parametrize("words", MALFORMED)
def test_what_the_drain_never_should_say_decides_nothing(
    words: str, interpreter: Interpreter, deciding: Interpreter
) -> None:
    bodies = payments()
    called = batch(deciding, bodies, said=MALFORMED[words])
    answer = send(interpreter, called, bodies)
    assert answer.status in (200, 503)
    assert [*wrong(answer, called, bodies)] == []
    if answer.status == 200:
        said = statuses(answer, bodies)
        assert (said[1], said[2]) == ("rejected", "decided")
        assert said[0] in ("decided", "unavailable")
    called.said = as_it_is
    assert statuses(send(interpreter, called, bodies), bodies) == ["decided", "rejected", "decided"]
    assert [*wrong(answer, called, bodies)] == []


@pytest.mark.parametrize("lost", [False, True])
@pytest.mark.parametrize("error", STARTING)
@pytest.mark.parametrize("state", ["StoreJudged", "DecideAlone"])
def test_an_execution_that_is_not_heard_of_leaves_its_payment_open_and_no_other(
    state: str, error: str, lost: bool, interpreter: Interpreter, deciding: Interpreter
) -> None:
    for times in (1, ALWAYS):
        bodies = payments()
        called = batch(deciding, bodies)
        faults = {state: Fault(error, times, lost)}
        if state == "DecideAlone":
            faults["JudgeBatch"] = Fault("States.Timeout", ALWAYS)
        answer = send(interpreter, called, bodies, faults)
        if state == "DecideAlone" and times == ALWAYS:
            # By itself the second one asks, too: nothing is known of any, and an alarm has to ring.
            assert (answer.status, answer.json, called.ended) == (*NOT_DONE, "BatchNotDecided")
        else:
            assert statuses(answer, bodies) == [OPEN, "rejected", "decided" if times == 1 else OPEN]
            assert answer.json["answers"][0] == {"transaction_id": bodies[0]["transaction_id"], "status": OPEN}
        assert [*wrong(answer, called, bodies)] == []
        again = send(interpreter, called, bodies)
        assert statuses(again, bodies) == ["decided", "rejected", "decided"]
        assert again.json["answers"][0]["duplicate"] is lost
        assert [*wrong(again, called, bodies)] == []


@pytest.mark.parametrize(
    ("state", "error"), [("StoreTransaction", "States.Timeout"), ("PublishEvent", "EventBridge.InternalException")]
)
def test_an_execution_that_fails_or_keeps_what_it_could_not_tell_says_so_of_its_own_payment(
    state: str, error: str, interpreter: Interpreter, deciding: Interpreter
) -> None:
    bodies = payments()
    called = batch(deciding, bodies, failing={state: error})
    answer = send(interpreter, called, bodies)
    due = "unavailable" if state == "StoreTransaction" else "decided"
    assert statuses(answer, bodies) == [due, "rejected", due]
    assert {*called.left[bodies[0]["transaction_id"]].reasons} <= {"not_stored", "event_not_published"}


def test_what_was_decided_before_is_repeated_and_what_is_another_is_a_conflict(
    interpreter: Interpreter, deciding: Interpreter
) -> None:
    bodies = [transaction(), transaction()]
    called = batch(deciding, bodies)
    first = send(interpreter, called, bodies)
    same, other = bodies[0], bodies[1] | {"amount": 77.0}
    again = send(interpreter, called, [same, other])
    assert statuses(again, bodies) == ["decided", "conflict"]
    assert again.json["answers"][0] == first.json["answers"][0] | {"duplicate": True}
    assert again.json["answers"][1] == {"transaction_id": other["transaction_id"], "status": "conflict"}
    assert [len(left.events) for left in called.left.values()] == [1, 1]


@pytest.mark.parametrize("caller", [f"{CLIENT}-customers", f"{CLIENT}-chargebacks", "another01", "", f"x{CLIENT}"])
def test_who_is_no_client_sends_no_payments(caller: str, interpreter: Interpreter, deciding: Interpreter) -> None:
    bodies = payments()
    called = batch(deciding, bodies)
    answer = send(interpreter, called, bodies, name=f"{caller}_request-1_api")
    assert (answer.status, answer.json) == (404, {"status": "unknown"})
    assert (called.asked, called.starts) == ([], [])


def mutants(definition: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The definition with one catcher, retrier, rule or condition less."""
    inner = ("States", "EachPayment", "ItemProcessor", "States")
    for path in (("States",), inner):
        for name, state in _at(definition, path).items():
            for field in ("Catch", "Retry", "Choices"):
                for number in range(len(state.get(field, ()))):
                    yield f"{name} without {field} {number}", _without(definition, (*path, name, field, number))
            for number, rule in enumerate(state.get("Choices", ())):
                for place, term in enumerate(rule.get("And", ())):
                    words = f"{name} without {json.dumps(term)} in rule {number}"
                    yield words, _without(definition, (*path, name, "Choices", number, "And", place))


def _of(state: str, path: str, test: str) -> str:
    return f"{state} without {json.dumps({'Variable': path, test: True})} in rule 0"


def _at(value: Any, path: tuple[str | int, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def _without(definition: Mapping[str, Any], path: tuple[str | int, ...]) -> dict[str, Any]:
    changed = deepcopy(dict(definition))
    del _at(changed, path[:-1])[path[-1]]
    return changed


HARMLESS = (
    # What ends it then ends the execution as failed, too.
    "EachPayment without Catch 0",
    # A comparison with a text holds of texts alone.
    _of("IsJudged", "$.judged.status", "IsString"),
    # Step Functions says the status of every execution, and the output of each that succeeded.
    _of("IsAnswered", "$.ended.Status", "IsPresent"),
    _of("IsAnswered", "$.ended.Status", "IsString"),
    _of("IsAnswered", "$.ended.Output", "IsPresent"),
    _of("IsAnswered", "$.ended.Output", "IsString"),
)


def test_each_thing_that_the_definition_would_lack_is_noticed(interpreter: Interpreter, deciding: Interpreter) -> None:
    bodies = payments()
    busy = {"JudgeBatch": Fault(THROTTLED, ALWAYS)}
    planted: list[dict[str, Fault]] = [{}, *({"StoreJudged": Fault(error, ALWAYS)} for error in STARTING)]
    planted += [{"JudgeBatch": Fault(error, times)} for error in JUDGING for times in (1, ALWAYS)]
    planted += [{**busy, "DecideAlone": Fault(error, times)} for error in STARTING for times in (1, ALWAYS)]
    rows: list[Row] = [(faults, as_it_is, {}) for faults in planted]
    rows += [({}, said, {}) for said in MALFORMED.values()]
    rows += [({}, as_it_is, {"StoreTransaction": "States.Timeout"})]

    def outcome(changed: Interpreter, row: Row) -> tuple[int, Any, list[str]]:
        faults, said, failing = row
        called = batch(deciding, bodies, said=said, failing=failing)
        answer = send(changed, called, bodies, faults)
        ends = [name.rpartition("_")[2] for name, _ in called.starts]
        return answer.status, answer.json, ends

    due = [outcome(interpreter, row) for row in rows]

    def is_noticed(definition: Mapping[str, Any]) -> bool:
        changed = interpreter.changed(definition)
        return any(outcome(changed, row) != said for row, said in zip(rows, due, strict=True))

    unnoticed = [words for words, definition in mutants(interpreter.definition) if not is_noticed(definition)]
    assert unnoticed == [*HARMLESS]

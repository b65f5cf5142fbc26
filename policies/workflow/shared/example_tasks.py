"""The tasks of the workflow that the policies on workflows share as their example."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from policies.aws.asl import HISTORY, INVOKE, KEEP, READ, REMEMBER, TRANSACTION, WRITE, without
from policies.aws.transient_errors import CANCELED, THROTTLED, TRANSIENT
from policies.core.examples import Values
from policies.workflow.shared.accepted import KEY
from policies.workflow.shared.histories import CARD, reading
from policies.workflow.shared.overflow import SENT, VALIDATED
from policies.workflow.shared.reviews import TOKEN
from policies.workflow.shared.stored_row import MARKED, MARKER_KEY, ROW, UNSEEN

TABLE, HISTORIES = "${aws_dynamodb_table.transactions.name}", "${aws_dynamodb_table.histories.name}"


def retrier(*errors: str, attempts: int = 2) -> dict[str, Any]:
    bounds = {"IntervalSeconds": 1, "MaxAttempts": attempts, "BackoffRate": 2, "MaxDelaySeconds": 2}
    return {"ErrorEquals": [*errors], **bounds, "JitterStrategy": "FULL"}


def _catcher(error: str, following: str) -> dict[str, Any]:
    return {"ErrorEquals": [error], "ResultPath": "$.error", "Next": following}


def task(resource: str, parameters: Values, retry: list[Any], fallback: str, following: str) -> dict[str, Any]:
    return {
        "Type": "Task",
        "Resource": resource,
        "Parameters": parameters,
        "TimeoutSeconds": 2,
        "Retry": retry,
        "Catch": [_catcher("States.ALL", fallback)],
        "ResultPath": None,
        "Next": following,
    }


def invoke(name: str, payload: Values, fallback: str, following: str) -> dict[str, Any]:
    faults = [error for error in TRANSIENT[INVOKE] if error != THROTTLED]
    retry = [retrier(THROTTLED), retrier(*faults, attempts=1)]
    arn = f"${{aws_lambda_function.{name}.arn}}"
    return {**task(INVOKE, {"FunctionName": arn, **payload}, retry, fallback, following), "TimeoutSeconds": 3}


def selected(state: Values, path: str, also: Values) -> dict[str, Any]:
    return {**state, "ResultPath": path, "ResultSelector": {"Payload.$": "$.Payload", **also}}


def analyze(following: str) -> dict[str, Any]:
    payload = {"Payload": {"transaction.$": TRANSACTION, "history.$": HISTORY}}
    state = unretried(invoke("analyzer", payload, "ReviewInstead", following))
    return selected({**state, "Catch": [{**VALIDATED}, *state["Catch"]]}, "$.analysis", TOKEN)


def unretried(state: Values) -> dict[str, Any]:
    """The same, of what is not tried again where it is throttled."""
    return {**state, "Retry": state["Retry"][1:]}


def overflow() -> dict[str, Any]:
    body = {"QueueUrl": "${aws_sqs_queue.overflow.url}", "MessageBody": SENT}
    return task(KEEP, body, [retrier(*TRANSIENT[KEEP])], "KeepRequest", "AcceptRequest")


def keep(reason: str, message: Values, fallback: str, following: str) -> dict[str, Any]:
    body = {"QueueUrl": "${aws_sqs_queue.dead_letters.url}", "MessageBody": {"reason": reason, **message}}
    return task(KEEP, body, [retrier(*TRANSIENT[KEEP])], fallback, following)


def answer(parameters: Values) -> dict[str, Any]:
    return {"Type": "Pass", "Parameters": parameters, "End": True}


def choice(rules: Sequence[Values], default: str) -> dict[str, Any]:
    return {"Type": "Choice", "Choices": rules, "Default": default}


def _stored() -> list[Values]:
    marker = {"TableName": TABLE, "Item": MARKED, "ConditionExpression": UNSEEN}
    return [{"Put": marker}, {"Update": {"TableName": TABLE, **ROW}}]


def store(read: str, *once: str, counting: bool = True) -> dict[str, Any]:
    token = {"ClientRequestToken.$": "$.analysis.token"}
    card = [{"Update": {"TableName": HISTORIES, **CARD}}] if counting else []
    puts = {**token, "TransactItems": [*_stored(), *card]}
    retry = [retrier(*TRANSIENT[WRITE], *once, attempts=1 if once else 2)]
    state = task(WRITE, puts, retry, "KeepUnstored", "PublishEvent")
    repeated = _catcher(CANCELED, read)
    return {**state, "Catch": [repeated, *state["Catch"]]}


def read_marker(following: str) -> dict[str, Any]:
    item = {"TableName": TABLE, "ConsistentRead": True, "Key": MARKER_KEY}
    retry = [retrier(*TRANSIENT[READ])]
    return {**task(READ, item, retry, "KeepUnstored", following), "ResultPath": "$.stored"}


def read_accepted() -> dict[str, Any]:
    item = {"TableName": TABLE, "ConsistentRead": True, "Key": KEY}
    return {**task(READ, item, [retrier(*TRANSIENT[READ])], "QueueRequest", "WasAccepted"), "ResultPath": "$.stored"}


def remember(of: str, fallback: str, following: str) -> dict[str, Any]:
    asked = {"RequestItems": {HISTORIES: {"ConsistentRead": True, "Keys": [*reading(of)]}}}
    retry = [retrier(*TRANSIENT[REMEMBER], attempts=1)]
    return {**task(REMEMBER, asked, retry, fallback, following), "ResultPath": f"{HISTORY}.answer"}


def ending(state: Values) -> dict[str, Any]:
    """The same at the end of a branch."""
    return {**without(state, "Next"), "End": True}

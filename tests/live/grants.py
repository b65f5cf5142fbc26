"""Grants of a deployed function: which they are, and how it does without one of them."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from live.story import letters, transaction
from live.system import System

DRAIN, DECIDED_WITHIN = "transaction-drain", 5.0
Documents = Mapping[str, Mapping[str, Any]]


def event(**changes: Any) -> dict[str, Any]:
    """What the workflow hands to the analyzer and to the notifier, of a transaction with these changes."""
    body = transaction(**changes)
    amount = f"{body['amount']:.2f}"
    added = {"amount_text": amount, "timestamp_text": str(body["timestamp"])}
    added |= {"amount_usd": body["amount"], "amount_usd_text": amount, "conversion": "ok"}
    answer: dict[str, Any] = {"Responses": {"card-histories": []}, "UnprocessedKeys": {}}
    return {
        "transaction": {"entry_mode": "", **body, **added},
        "history": {"available": True, "day": datetime.now(UTC).date().isoformat(), "answer": answer},
        "analysis": {"decision": "review", "score": 0.5, "reasons": []},
    }


def documents(system: System, function: str) -> Documents:
    """The documents of the function's role, by name."""
    iam = system.aws.client("iam")
    role = _role(system, function)
    names = iam.list_role_policies(RoleName=role)["PolicyNames"]
    return {name: iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"] for name in names}


def granted(system: System, function: str) -> set[str]:
    """The actions that the function's role may do."""
    statements = (each for document in documents(system, function).values() for each in document["Statement"])
    return {action for statement in statements for action in statement["Action"]}


@contextmanager
def without(system: System, function: str, action: str) -> Iterator[None]:
    """The function has no grant of the action meanwhile, nor a worker that remembers what it got by it."""
    before = documents(system, function)
    try:
        for name, document in before.items():
            fewer = [
                {**each, "Action": [one for one in each["Action"] if one != action]} for each in document["Statement"]
            ]
            _put(system, function, name, {**document, "Statement": [each for each in fewer if each["Action"]]})
        renew(system, function)
        yield
    finally:
        for name, document in before.items():
            _put(system, function, name, document)
        renew(system, function)


def renew(system: System, function: str) -> None:
    """Lets the next call start a new worker, that has no parameters in its cache."""
    functions = system.aws.client("lambda")
    size = functions.get_function_configuration(FunctionName=function)["MemorySize"]
    functions.update_function_configuration(FunctionName=function, MemorySize=size)


def fails(system: System, function: str) -> bool:
    """Whether a call of the function fails."""
    if function == DRAIN:
        return _leaves_a_payment(system)
    answer = system.aws.client("lambda").invoke(FunctionName=function, Payload=json.dumps(event(amount=6000.0)))
    return "FunctionError" in answer


def _leaves_a_payment(system: System) -> bool:
    """Whether the drain leaves a payment: one that came before, which it awaits, one that it refuses, or a new one."""
    new, again, refused = _queued(1), _queued(2), _queued(1, timestamp=1)
    asked = json.dumps({"Records": [new, again, refused]})
    answer = system.aws.client("lambda").invoke(FunctionName=DRAIN, Payload=asked)
    said = json.loads(answer["Payload"].read())
    kept = [{"itemIdentifier": each["messageId"]} for each in (again, refused)]
    if "FunctionError" in answer or any(each in said["batchItemFailures"] for each in kept):
        return True
    name, until = json.loads(new["body"])["request"]["transaction_id"], time.monotonic() + DECIDED_WITHIN
    while not (stored := system.traces.items(name)) and time.monotonic() < until:
        time.sleep(0.1)
    return not stored


def _queued(times: int, **changes: Any) -> dict[str, Any]:
    request = transaction(terminal_id=f"te-{letters()}", **changes)
    body = {"client": "key", "request": request, "receipt": "0" * 64}
    return {
        "messageId": str(uuid.uuid4()),
        "receiptHandle": "of no message",
        "body": json.dumps(body),
        "attributes": {"ApproximateReceiveCount": str(times)},
    }


def works(system: System, function: str) -> bool:
    """Whether one of several calls succeeds: on a busy machine one may take longer than the function waits for AWS."""
    return any(not fails(system, function) for _ in range(10))


def _put(system: System, function: str, name: str, document: Mapping[str, Any]) -> None:
    iam, role = system.aws.client("iam"), _role(system, function)
    if document["Statement"]:
        iam.put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=json.dumps(document))
    else:
        iam.delete_role_policy(RoleName=role, PolicyName=name)


def _role(system: System, function: str) -> str:
    configured = system.aws.client("lambda").get_function_configuration(FunctionName=function)
    return str(configured["Role"].rpartition("/")[2])

"""What the services answer, on the wire."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from botocore.exceptions import ConnectTimeoutError

from tests.lambdas.recorder import Answer

BATCH_FAILURE = "InternalError"


def parameters(held: Mapping[str, str]) -> Answer:
    """Parameter Store, holding these."""

    def answer(asked: Mapping[str, Any]) -> tuple[int, bytes]:
        found = [{"Name": name, "Value": held[name]} for name in asked["Names"] if name in held]
        missing = [name for name in asked["Names"] if name not in held]
        return 200, json.dumps({"Parameters": found, "InvalidParameters": missing}).encode()

    return answer


def items(held: Mapping[str, Mapping[str, Any]], *, left: Collection[str] = ()) -> Answer:
    """DynamoDB, holding these items by their keys in whatever table, and leaving these keys unprocessed."""

    def answer(asked: Mapping[str, Any]) -> tuple[int, bytes]:
        ((table, request),) = asked["RequestItems"].items()
        keys = [key["key"]["S"] for key in request["Keys"]]
        assert len(keys) == len({*keys}) <= 100
        found = [held[key] for key in reversed(keys) if key in held and key not in left]
        remaining = [key for key in request["Keys"] if key["key"]["S"] in left]
        unprocessed = {table: {**request, "Keys": remaining}} if remaining else {}
        return 200, json.dumps({"Responses": {table: found}, "UnprocessedKeys": unprocessed}).encode()

    return answer


def failing(code: str) -> Answer:
    """A service that speaks JSON, and refuses by this code."""
    return lambda _: (400, json.dumps({"__type": code, "message": "no"}).encode())


def published(*messages: str | None) -> Answer:
    """SNS, which takes each message of a batch and gives it this id, or, for None, refuses it."""
    found = {True: "", False: ""}
    for place, message in enumerate(messages):
        said = f"<MessageId>{message}</MessageId>" if message else f"<Code>{BATCH_FAILURE}</Code>"
        found[bool(message)] += f"<member><Id>{place}</Id>{said}</member>"
    result = f"<Successful>{found[True]}</Successful><Failed>{found[False]}</Failed>"
    answer = f"<PublishBatchResponse><PublishBatchResult>{result}</PublishBatchResult></PublishBatchResponse>"
    return lambda _: (200, answer.encode())


def refused(code: str) -> Answer:
    """SNS, which refuses a message."""
    return lambda _: (403, f"<ErrorResponse><Error><Code>{code}</Code></Error></ErrorResponse>".encode())


def silent(_: Mapping[str, Any]) -> tuple[int, bytes]:
    """A service that cannot be reached."""
    raise ConnectTimeoutError(endpoint_url="https://service.example")

"""A queue's batches, and the services beside the drain: a table, a workflow that stores, and Parameter Store."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from lambdas.transaction_drain import handler as module
from stacks.document import document
from stacks.schema import transaction
from tests.lambdas import services
from tests.lambdas.recorder import Recorder

CLIENT, TABLE, REFUSALS = "k7client01", "card-histories", "refused-payments"
RECEIPT = "0123456789abcdef" * 4
ENVIRONMENT = {
    "CALL_TIMEOUT_MS": "400",
    "EXECUTION_TIMEOUT_MS": "10000",
    "HISTORIES_TABLE": TABLE,
    "LARGEST_AMOUNT_USD": "1000000",
    "MAXIMUM_AGE_HOURS": "24",
    "MAXIMUM_CLOCK_SKEW_MINUTES": "5",
    "MAXIMUM_RATE_AGE_DAYS": "60",
    "MODEL_ENDPOINT_PARAMETER": "/fraud-detection/ml-model-endpoint",
    "MODEL_TIMEOUT_MS": "500",
    "PARAMETER_CACHE_SECONDS": "300",
    "REVIEW_THRESHOLD": "5000",
    "TRANSACTION_SCHEMA": document(transaction()),
    "REFUSALS_TABLE": REFUSALS,
    "WORKFLOW_ARN": "arn:aws:states:us-east-1:000000000000:express:transaction-processing",
}


def payment(number: int = 1, *, card: str = "", **changes: object) -> dict[str, object]:
    """The body of a faultless request of this moment, with a card of its own unless one is named."""
    return {
        "transaction_id": f"t-{number:04}",
        "timestamp": time.time_ns() // 1_000_000,
        "amount": 12.5,
        "currency": "USD",
        "card_token": card or f"tok_a1b2c3d4_{number}",
        "merchant_id": "m-77",
        "terminal_id": "te_9",
        "country": "US",
        **changes,
    }


def record(body: object, *, message_id: str = "message-1", times: int = 1) -> dict[str, Any]:
    """A record of the queue with this body, received so many times; one that is no text is written as JSON."""
    return {
        "messageId": message_id,
        "receiptHandle": f"handle of {message_id}",
        "body": body if isinstance(body, str) else json.dumps(body),
        "attributes": {"ApproximateReceiveCount": str(times)},
    }


def queued(request: object, client: object = CLIENT) -> dict[str, object]:
    """The body of a message, as the workflow writes it."""
    return {"client": client, "request": request, "receipt": RECEIPT}


def batch(*requests: object, client: object = CLIENT, times: int = 1) -> dict[str, Any]:
    """The event of a batch of these requests of one client; their messages are `message-1`, `message-2`, ..."""
    return numbered(*(queued(request, client) for request in requests), times=times)


def numbered(*bodies: object, times: int = 1) -> dict[str, Any]:
    named = {f"message-{place}": body for place, body in enumerate(bodies, start=1)}
    return {"Records": [record(body, message_id=name, times=times) for name, body in named.items()]}


def failing(judge: Callable[[Any, object], Any], name: str) -> Callable[[Any, object], Any]:
    """The same handler, which fails on the transaction of this name, with words that no log may tell."""

    def judged(event: Mapping[str, Any], context: object) -> Any:
        if event.get("transaction", event)["transaction_id"] == name:
            raise ConnectionError("4111 is the number")
        return judge(event, context)

    return judged


class Surroundings:
    """The services, which answer from `held` and by `ends`; `started` keeps each execution with whether it was awaited.

    An execution stores the card's state, as the workflow does, unless what it is started for is among `refusing`.
    What is decided leaves the queue, by its message: see `taken`.
    """

    def __init__(self, aws: Recorder) -> None:
        self.aws = aws
        self.held: dict[str, dict[str, Any]] = {}
        self.started: list[tuple[str, dict[str, Any], bool]] = []
        self.ends = "SUCCEEDED"
        self.refusing: set[str] = set()
        self.refused: list[dict[str, Any]] = []
        self.taken: set[str] = set()
        self._lock = threading.Lock()
        aws.answers |= {
            "GetParameters": services.parameters({ENVIRONMENT["MODEL_ENDPOINT_PARAMETER"]: "local"}),
            "BatchGetItem": services.items(self.held),
            "BatchWriteItem": self._keep,
            "StartExecution": self._answer(awaited=False),
            "StartSyncExecution": self._answer(awaited=True),
        }

    def drain(self, event: Mapping[str, Any], *, left: Sequence[int] = ()) -> list[str]:
        """Hand a batch to the function, and return the ids of the messages that come again."""
        times = iter(left)
        context = SimpleNamespace(get_remaining_time_in_millis=lambda: next(times, 1_000_000))
        self.taken.clear()
        failed = [each["itemIdentifier"] for each in module.handler(event, context)["batchItemFailures"]]
        return [name for name in failed if name not in self.taken]

    @property
    def names(self) -> list[str]:
        """The transactions that were started, in order."""
        return [given["request"]["transaction_id"] for _, given, _ in self.started]

    def asked(self, argument: str) -> list[Mapping[str, Any]]:
        """What was asked of the services by calls with this argument."""
        return [asked for asked in self.aws.asked if argument in asked]

    def _answer(self, *, awaited: bool) -> Callable[[Mapping[str, Any]], tuple[int, bytes]]:
        def answer(asked: Mapping[str, Any]) -> tuple[int, bytes]:
            given = json.loads(asked["input"])
            if given["request"]["transaction_id"] in self.refusing:
                return services.failing("ThrottlingException")(asked)
            with self._lock:
                self.started.append((asked["name"], given, awaited))
                self._store(given)
                # What is only started ends on its own.
                if not awaited or self.ends == "SUCCEEDED":
                    self.taken.add(given["message"].removeprefix("handle of "))
            started = {"executionArn": "arn", "startDate": 1.0}
            return 200, json.dumps({**started, "stopDate": 2.0, "status": self.ends} if awaited else started).encode()

        return answer

    def _keep(self, asked: Mapping[str, Any]) -> tuple[int, bytes]:
        items = [each["PutRequest"]["Item"] for each in asked["RequestItems"][REFUSALS]]
        left = [item for item in items if item["receipt"]["S"] in self.refusing]
        self.refused += [item for item in items if item not in left]
        unprocessed = {REFUSALS: [{"PutRequest": {"Item": item}} for item in left]} if left else {}
        return 200, json.dumps({"UnprocessedItems": unprocessed}).encode()

    def _store(self, given: Mapping[str, Any]) -> None:
        key, history = f"card#{given['request']['card_token']}", given["analysis"]["Payload"]["history"]
        if history["counted"]:
            texts = {"seq": {"N": history["next"]}, "expires": {"N": history["expires"]}}
            self.held[key] = {"key": {"S": key}, "state": {"S": history["state"]}, **texts}

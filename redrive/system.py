"""The deployed system, as this command calls it: each call is checked, and none prints what it is about."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from commands.process import Stopped
from redrive.alert_code import drawn
from redrive.deeds import Deed, Forget, Leave, Notify, Publish, Review, Start
from redrive.names import BUS, DETAIL_TYPE, NOTIFIER, REVIEW, SOURCE, WORKFLOW

# An address of one's own has no sub-domain for synchronous executions. They take up to 25 seconds.
CONFIG = Config(
    inject_host_prefix="AWS_ENDPOINT_URL" not in os.environ, read_timeout=40, retries={"total_max_attempts": 1}
)
# What the workflow says of a body that it does not store.
UNSETTLED = {
    "rejected": "was refused by the validator; settle it by hand",
    "conflict": "another transaction is stored under this id; settle it by hand",
}
# What AWS says of a letter that it will never take; whatever lies behind it may still be settled.
OF_THIS_LETTER = {
    *("InvalidExecutionInput", "InvalidMessageContents", "InvalidRequestContentException"),
    *("RequestTooLargeException", "ValidationException"),
}


class Failed(Stopped):
    """The system did not do it; the message says what it answered, in words without values."""

    def __init__(self, answered: str) -> None:
        super().__init__(f"stopped: {answered}; fix the cause, and run it again")


@cache
def client(service: str) -> Any:
    """The client of a service, by the credentials and the region of whoever runs this."""
    return boto3.client(service, config=CONFIG)


class Done(NamedTuple):
    """Whether the letter is settled, and what came of it, in a few words."""

    settled: bool
    words: str


def perform(deed: Deed, *, queue_arn: str) -> Done:
    """Do it; raises Failed, and what boto3 raises.

    `queue_arn` is of the queue that the letter lies in: the other parts are in the same account and region.
    """
    try:
        done: Done = DOING[type(deed)](deed, queue_arn)
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code not in OF_THIS_LETTER:
            raise
        return Done(False, f"was refused by AWS ({code}); settle it by hand")
    return done


def _start(deed: Start, queue_arn: str) -> Done:
    _, _, _, region, account, _ = queue_arn.split(":")
    machine = f"arn:aws:states:{region}:{account}:stateMachine:{WORKFLOW}"
    named = {"name": f"{deed.client}_{uuid.uuid4()}"} if deed.client else {}
    ended = client("stepfunctions").start_sync_execution(stateMachineArn=machine, input=json.dumps(deed.body), **named)
    if ended["status"] != "SUCCEEDED":
        raise Failed(f"the workflow ended as {ended['status']} ({ended.get('error', 'no error named')})")
    output = json.loads(ended["output"])
    if output["status"] == "decided":
        return Done(True, f"decided: {output['decision']}{', as before' if output['duplicate'] else ''}")
    return Done(False, UNSETTLED[output["status"]])


def _publish(deed: Publish, _queue_arn: str) -> Done:
    entry = {"EventBusName": BUS, "Source": SOURCE, "DetailType": DETAIL_TYPE, "Detail": json.dumps(deed.detail)}
    answer = client("events").put_events(Entries=[entry])
    if answer["FailedEntryCount"]:
        raise Failed(f"the bus refused the event ({answer['Entries'][0].get('ErrorCode', 'no error named')})")
    return Done(True, "event published")


def _notify(deed: Notify, _queue_arn: str) -> Done:
    payload = {**deed.payload, "code": drawn(client("dynamodb"), deed.payload["transaction"]["transaction_id"])}
    answer = client("lambda").invoke(FunctionName=NOTIFIER, Payload=json.dumps(payload))
    if "FunctionError" in answer:
        raise Failed(f"{NOTIFIER} failed ({answer['FunctionError']})")
    return Done(True, "customer notified")


def _review(deed: Review, _queue_arn: str) -> Done:
    url = client("sqs").get_queue_url(QueueName=REVIEW)["QueueUrl"]
    client("sqs").send_message(QueueUrl=url, MessageBody=json.dumps(deed.event))
    return Done(True, "back in the review queue")


DOING: Mapping[type[Any], Callable[[Any, str], Done]] = {
    Start: _start,
    Publish: _publish,
    Notify: _notify,
    Review: _review,
    Forget: lambda _deed, _queue_arn: Done(True, "nothing is left to be done"),
    Leave: lambda deed, _queue_arn: Done(False, deed.why),
}

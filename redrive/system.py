"""The deployed system, as this command calls it: each call is checked, and none prints what it is about."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from botocore.exceptions import BotoCoreError, ClientError

from redrive.alert_code import drawn
from redrive.clients import client
from redrive.deeds import Deed, Forget, Notify, Publish, Review, Start
from redrive.names import BUS, DETAIL_TYPE, NOTIFIER, REVIEW, SOURCE, WORKFLOW

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
# What AWS says where it is asked too often.
TOO_OFTEN = {
    *("KmsThrottlingException", "ProvisionedThroughputExceededException", "RequestLimitExceeded"),
    *("Throttling", "ThrottlingException", "TooManyRequestsException"),
}


class Failed(RuntimeError):
    """The system did not do it; the message says what it answered, in words without values."""


class Result(NamedTuple):
    """What came of a letter, and why, in a few words: only what is done may be deleted."""

    state: Literal["done", "failed", "left"]
    words: str


def perform(deed: Deed, queue_arn: str) -> Result:
    """Do it, which nobody asks of a `Leave`; raises ClientError where AWS would refuse any letter so.

    `queue_arn` is of the queue that the letter lies in: the other parts are in the same account and region.
    """
    try:
        result: Result = DOING[type(deed)](deed, queue_arn)
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code in OF_THIS_LETTER:
            return Result("left", f"was refused by AWS ({code}); settle it by hand")
        if code in TOO_OFTEN or error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0) >= 500:
            return Result("failed", f"AWS answered {code}")
        raise
    except BotoCoreError as error:
        return Result("failed", f"AWS did not answer ({type(error).__name__})")
    except Failed as failure:
        return Result("failed", str(failure))
    return result


def _start(deed: Start, queue_arn: str) -> Result:
    _, _, _, region, account, _ = queue_arn.split(":")
    machine = f"arn:aws:states:{region}:{account}:stateMachine:{WORKFLOW}"
    named = {"name": f"{deed.client}_{uuid.uuid4()}"} if deed.client else {}
    ended = client("stepfunctions").start_sync_execution(stateMachineArn=machine, input=json.dumps(deed.body), **named)
    if ended["status"] != "SUCCEEDED":
        raise Failed(f"the workflow ended as {ended['status']} ({ended.get('error', 'no error named')})")
    output = json.loads(ended["output"])
    if output["status"] == "decided":
        return Result("done", f"decided: {output['decision']}{', as before' if output['duplicate'] else ''}")
    if output["status"] == "accepted":
        return Result("done", "accepted: no function has time, and it waits in the queue to be decided")
    return Result("left", UNSETTLED[output["status"]])


def _publish(deed: Publish, _queue_arn: str) -> Result:
    entry = {"EventBusName": BUS, "Source": SOURCE, "DetailType": DETAIL_TYPE, "Detail": json.dumps(deed.detail)}
    answer = client("events").put_events(Entries=[entry])
    if answer["FailedEntryCount"]:
        raise Failed(f"the bus refused the event ({answer['Entries'][0].get('ErrorCode', 'no error named')})")
    return Result("done", "event published")


def _notify(deed: Notify, _queue_arn: str) -> Result:
    payload = {**deed.payload, "code": drawn(client("dynamodb"), deed.payload["transaction"]["transaction_id"])}
    answer = client("lambda").invoke(FunctionName=NOTIFIER, Payload=json.dumps(payload))
    if "FunctionError" in answer:
        raise Failed(f"{NOTIFIER} failed ({answer['FunctionError']})")
    return Result("done", "customer notified")


def _review(deed: Review, _queue_arn: str) -> Result:
    url = client("sqs").get_queue_url(QueueName=REVIEW)["QueueUrl"]
    client("sqs").send_message(QueueUrl=url, MessageBody=json.dumps(deed.event))
    return Result("done", "back in the review queue")


DOING: Mapping[type[Any], Callable[[Any, str], Result]] = {
    Start: _start,
    Publish: _publish,
    Notify: _notify,
    Review: _review,
    Forget: lambda _deed, _queue_arn: Result("done", "nothing is left to be done"),
}

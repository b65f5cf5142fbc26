"""What the shared example does with a decision that is stored: it publishes, notifies, settles, counts and answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.aws.asl import ANALYSIS, COUNT, PUBLISH, SETTLE, TAKE, TRANSACTION
from policies.aws.transient_errors import TRANSIENT
from policies.core.examples import Values
from policies.workflow.shared.alert_code import CODE, SETTLING_ALERTED, draw
from policies.workflow.shared.answers import DECIDED
from policies.workflow.shared.dead_letters import DEAD_LETTER
from policies.workflow.shared.example_tasks import (
    HISTORIES,
    TABLE,
    answer,
    choice,
    invoke,
    keep,
    retrier,
    task,
)
from policies.workflow.shared.guards import AT_MERCHANT, RESUMED_BEFORE
from policies.workflow.shared.histories import MERCHANT
from policies.workflow.shared.overflow import FROM_QUEUE, TAKEN
from policies.workflow.shared.published_event import EVENT
from policies.workflow.shared.stored_row import SETTLING

APPROVED = {"Variable": f"{ANALYSIS}.alert", "BooleanEquals": False, "Next": "SettleTransaction"}
ANALYZED = {
    "transaction.$": TRANSACTION,
    "analysis.$": ANALYSIS,
    "code.$": CODE,
    "earlier_attempts.$": "$$.State.RetryCount",
}


def count() -> dict[str, Any]:
    retry = [retrier(*TRANSIENT[COUNT], attempts=1)]
    return task(COUNT, {"TableName": HISTORIES, **MERCHANT}, retry, "KeepUncounted", "IsFromQueue")


def settle(parameters: Values) -> dict[str, Any]:
    retry = [retrier(*TRANSIENT[SETTLE])]
    return task(SETTLE, {"TableName": TABLE, **parameters}, retry, "WasResumed", "WasResumed")


def take() -> dict[str, Any]:
    message = {"QueueUrl": "${aws_sqs_queue.overflow.url}", **TAKEN}
    return task(TAKE, message, [retrier(*TRANSIENT[TAKE])], "Done", "Done")


def publish() -> dict[str, Any]:
    entry = {"EventBusName": "${aws_cloudwatch_event_bus.bus.name}", **EVENT}
    retry = [retrier(*TRANSIENT[PUBLISH])]
    return task(PUBLISH, {"Entries": [entry]}, retry, "KeepUnpublished", "NeedsNotification")


ENDING: Mapping[str, Any] = {
    "PublishEvent": publish(),
    "KeepUnpublished": keep("event_not_published", DEAD_LETTER, "TransactionNotSettled", "NeedsNotification"),
    "NeedsNotification": choice([APPROVED], "DrawCode"),
    "DrawCode": {**draw("SendNotification")},
    "SendNotification": invoke("notifier", {"Payload": ANALYZED}, "KeepUnsent", "SettleAlerted"),
    "KeepUnsent": keep("customer_not_notified", DEAD_LETTER, "TransactionNotSettled", "SettleAlerted"),
    "SettleTransaction": settle(SETTLING),
    "SettleAlerted": settle(SETTLING_ALERTED),
    "WasResumed": choice([RESUMED_BEFORE], "IsCounted"),
    "IsCounted": choice([AT_MERCHANT], "IsFromQueue"),
    "CountAtMerchant": count(),
    "KeepUncounted": keep("merchant_not_counted", DEAD_LETTER, "IsFromQueue", "IsFromQueue"),
    "TransactionNotSettled": {
        "Type": "Fail",
        "Error": "TransactionNotSettled",
        "Cause": "The event or the notification was neither sent nor kept",
    },
    "IsFromQueue": choice([{**FROM_QUEUE, "Next": "TakeFromQueue"}], "Done"),
    "TakeFromQueue": take(),
    "Done": answer(DECIDED),
}

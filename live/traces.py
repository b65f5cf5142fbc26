"""What a transaction leaves behind: its item, its events, its alerts, its dead letters."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from live.aws import ACCOUNT, Aws
from policies.requirements import REGION

TABLE, HISTORIES = "transactions", "card-histories"
BUS = "fraud-detection"
ALERTS = f"arn:aws:sns:{REGION}:{ACCOUNT}:fraud-alerts"
REVIEW = "transaction-review"
DEAD_LETTERS = "transaction-dead-letters"
# Ours, beside the stack: they hear every event and every alert.
EVENT_PROBE, ALERT_PROBE = "probe-events", "probe-alerts"


@dataclass(frozen=True)
class Traces:
    """Looks at a deployed system from outside; listening begins with `listen`."""

    aws: Aws

    def listen(self) -> None:
        """Let a queue of our own hear every event, and another one every alert."""
        sqs, events = self.aws.client("sqs"), self.aws.client("events")
        for name in (EVENT_PROBE, ALERT_PROBE):
            sqs.create_queue(QueueName=name, Attributes={"Policy": json.dumps(_open_to_services(name))})
        events.put_rule(Name=EVENT_PROBE, EventBusName=BUS, EventPattern=json.dumps({"account": [ACCOUNT]}))
        target = {"Id": EVENT_PROBE, "Arn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:{EVENT_PROBE}"}
        events.put_targets(Rule=EVENT_PROBE, EventBusName=BUS, Targets=[target])
        self.aws.client("sns").subscribe(
            TopicArn=ALERTS, Protocol="sqs", Endpoint=f"arn:aws:sqs:{REGION}:{ACCOUNT}:{ALERT_PROBE}"
        )

    def items(self, transaction_id: str) -> list[dict[str, Any]]:
        """Marker first, then the row, as DynamoDB holds them: `{"amount": {"N": "12.50"}, ...}`."""
        asked = {
            "TableName": TABLE,
            "ConsistentRead": True,
            "KeyConditionExpression": "transaction_id = :id",
            "ExpressionAttributeValues": {":id": {"S": transaction_id}},
        }
        found: list[dict[str, Any]] = self.aws.client("dynamodb").query(**asked)["Items"]
        return found

    def history(self, key: str) -> dict[str, Any]:
        """What is remembered under a key, `card#tok_...`, as DynamoDB holds it; empty where nothing is."""
        asked = {"TableName": HISTORIES, "ConsistentRead": True, "Key": {"key": {"S": key}}}
        found: dict[str, Any] = self.aws.client("dynamodb").get_item(**asked).get("Item", {})
        return found

    def taken(self, queue: str) -> list[Any]:
        """All that is in a queue, taken out of it.

        Nothing that was sent before is still under way: the local AWS hands on what it is given before it answers.
        """
        return [json.loads(message["Body"]) for message in self._drained(queue)]

    def events(self) -> list[dict[str, Any]]:
        """The details of all events since the last look."""
        return [event["detail"] for event in self.taken(EVENT_PROBE)]

    def alerts(self) -> list[dict[str, Any]]:
        """All alerts since the last look, as SNS delivers them: `{"Subject", "Message", "MessageAttributes", ...}`."""
        return self.taken(ALERT_PROBE)

    def _drained(self, queue: str) -> Iterator[dict[str, Any]]:
        sqs = self.aws.client("sqs")
        url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
        while found := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=0).get("Messages"):
            for message in found:
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
                yield message


def _open_to_services(queue: str) -> dict[str, Any]:
    services = {"Service": ["events.amazonaws.com", "sns.amazonaws.com"]}
    arn = f"arn:aws:sqs:{REGION}:{ACCOUNT}:{queue}"
    allowed = {"Effect": "Allow", "Principal": services, "Action": "sqs:SendMessage", "Resource": arn}
    return {"Version": "2012-10-17", "Statement": [allowed]}

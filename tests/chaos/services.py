"""The services that the workflow calls, as far as it can tell them apart: what each keeps, and what it refuses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from lambdas.transaction_validator.handler import handler as validate
from tests.chaos.attributes import Item, typed
from tests.chaos.malformed import ANALYZED
from tests.chaos.states_language import Refused

CANCELED = "DynamoDb.TransactionCanceledException"
MARKER = "0"


@dataclass
class Services:
    """What became of one transaction: its items by time, its events, alerts and dead letters, in the order they came.

    `opinion` is what the analyzer thinks of it now, and `heard` what the workflow had heard of it when it stored. A
    `rival` stores the same: its write is under way when ours comes first, and done once somebody has read. `ended` is
    the error of the last execution.
    """

    opinion: str
    heard: str = ""
    analyzed: bool = False
    items: dict[str, Item] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    alerts: list[dict[str, Any]] = field(default_factory=list)
    letters: list[dict[str, Any]] = field(default_factory=list)
    written: dict[str, Any] = field(default_factory=dict)
    rival: bool = False
    rivals_digest: str = ""
    storing: list[Item] = field(default_factory=list)
    overwritten: bool = False
    ended: str = ""

    def call(self, resource: str, asked: dict[str, Any]) -> Any:
        """Do what a task asks of this resource, and answer as the service does; raises Refused."""
        kind = ":".join(resource.rsplit(":", 2)[1:])
        return getattr(self, f"_{kind.replace(':', '_').lower()}")(asked)

    @property
    def marker(self) -> Item | None:
        return self.items.get(MARKER)

    @property
    def rows(self) -> list[Item]:
        return [item for time, item in self.items.items() if time != MARKER]

    @property
    def reasons(self) -> list[str]:
        """Why each dead letter was kept."""
        return [letter["reason"] for letter in self.letters]

    def _lambda_invoke(self, asked: dict[str, Any]) -> dict[str, Any]:
        if "validator" in asked["FunctionName"]:
            return {"StatusCode": 200, "Payload": validate(asked["Payload"], None)}
        if "notification" in asked["FunctionName"]:
            self.alerts.append(asked["Payload"])
            return {"StatusCode": 200, "Payload": {"message_id": "m-1"}}
        self.analyzed = True
        return {"StatusCode": 200, "Payload": {**ANALYZED, "decision": self.opinion}}

    def _dynamodb_transactwriteitems(self, asked: dict[str, Any]) -> dict[str, Any]:
        token, puts = asked["ClientRequestToken"], [each["Put"]["Item"] for each in asked["TransactItems"]]
        conditional = all("ConditionExpression" in each["Put"] for each in asked["TransactItems"])
        if token in self.written:
            if self.written[token] != puts:
                raise Refused("DynamoDb.IdempotentParameterMismatchException")
            return {}
        for put in puts:
            typed(put)
        if self.rival and not self.storing:
            digest = {"digest": {"S": self.rivals_digest}} if self.rivals_digest else {}
            self.storing = [{**put, **digest} for put in puts]
            raise Refused(CANCELED)
        there = any(put["timestamp"]["N"] in self.items for put in puts)
        if there and conditional:
            raise Refused(CANCELED)
        self.overwritten |= there
        self.written[token] = puts
        self._store(puts)
        return {}

    def _store(self, puts: list[Item]) -> None:
        self.heard = self.opinion if self.analyzed else ""
        self.items |= {put["timestamp"]["N"]: put for put in puts}

    def _dynamodb_getitem(self, asked: dict[str, Any]) -> dict[str, Any]:
        typed(asked["Key"])
        found = self.items.get(asked["Key"]["timestamp"]["N"])
        if self.storing and not found:
            self._store(self.storing)
        return {"Item": found} if found else {}

    def _dynamodb_updateitem(self, asked: dict[str, Any]) -> dict[str, Any]:
        typed(asked["Key"])
        found = self.items.get(asked["Key"]["timestamp"]["N"])
        if found is None:
            raise Refused("DynamoDB.ConditionalCheckFailedException")
        self.items[asked["Key"]["timestamp"]["N"]] = found | {"settled": {"BOOL": True}}
        return {}

    def _events_putevents(self, asked: dict[str, Any]) -> dict[str, Any]:
        self.events += [entry["Detail"] for entry in asked["Entries"]]
        return {"FailedEntryCount": 0, "Entries": [{"EventId": "1"} for _ in asked["Entries"]]}

    def _sqs_sendmessage(self, asked: dict[str, Any]) -> dict[str, Any]:
        self.letters.append(asked["MessageBody"])
        return {"MessageId": "1"}

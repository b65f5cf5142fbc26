"""The services that the workflow calls, as far as it can tell them apart: what each keeps, and what it refuses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from lambdas.transaction_validator.handler import handler as validate
from tests.chaos.analyzer import TABLE, analysis
from tests.chaos.attributes import Item, typed, written
from tests.chaos.states_language import Refused

CANCELED = "DynamoDb.TransactionCanceledException"
MARKER = "0"


@dataclass
class Services:
    """What became of one transaction: its items by time, and events, alerts, letters and messages as they came.

    `opinion` is what the analyzer thinks of it now, and `heard` what the workflow had heard of it when it stored. A
    `rival` stores the same: its write is under way when ours comes first, and done once somebody has read. `ended` is
    the error of the last execution, `failed` has those of its tasks, and `code` is that of its alert. `busy` is how
    often another payment of the card is counted between read and write; `counted` is how often ours was. Histories are
    by their keys.
    """

    opinion: str
    heard: str = ""
    said: str = ""
    analyzed: bool = False
    items: dict[str, Item] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    alerts: list[dict[str, Any]] = field(default_factory=list)
    letters: list[dict[str, Any]] = field(default_factory=list)
    queued: list[dict[str, Any]] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    brought: bool = False
    waits: bool = False
    written: dict[str, Any] = field(default_factory=dict)
    rival: bool = False
    rivals_digest: str = ""
    busy: int = 0
    histories: dict[str, Item] = field(default_factory=dict)
    counted: int = 0
    storing: list[Item] = field(default_factory=list)
    overwritten: bool = False
    ended: str = ""
    code: str = ""
    failed: dict[str, list[str]] = field(default_factory=dict)
    path: list[str] = field(default_factory=list)

    def start(self) -> None:
        """Nothing of an earlier execution is known; an analysis may be brought by the drain."""
        self.analyzed = self.waits = self.brought
        self.failed, self.code, self.brought = {}, "", False

    def begin(self, state: str) -> None:
        """Who asks the analyzer anew knows nothing of it until it answers."""
        self.analyzed &= not state.startswith("Analyze")

    def call(self, resource: str, asked: dict[str, Any], *, heard: bool = True) -> Any:
        """Do what a task asks of this resource, and answer as the service does; raises Refused."""
        known, kind = self.analyzed, ":".join(resource.rsplit(":", 2)[1:])
        answer = getattr(self, f"_{kind.replace(':', '_').lower()}")(asked)
        self.analyzed = self.analyzed if heard else known
        return answer

    @property
    def marker(self) -> Item | None:
        return self.items.get(MARKER)

    @property
    def codes(self) -> list[str]:
        """The hashes of the codes of its alerts, as the marker has them."""
        known: list[str] = (self.marker or {}).get("codes", {"SS": []})["SS"]
        return known

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
            self.code = asked["Payload"]["code"]
            return {"StatusCode": 200, "Payload": {"message_id": "m-1"}}
        said = analysis(self.opinion, asked["Payload"])
        self.analyzed, self.said = True, said["decision"]
        return {"StatusCode": 200, "Payload": said}

    def _dynamodb_batchgetitem(self, asked: dict[str, Any]) -> dict[str, Any]:
        ((table, what),) = asked["RequestItems"].items()
        keys = [typed(key)["key"]["S"] for key in what["Keys"]]
        assert len(keys) == len({*keys})
        found = [{"key": {"S": key}, **self.histories[key]} for key in reversed(keys) if key in self.histories]
        return {"Responses": {TABLE if table else "": found}, "UnprocessedKeys": {}}

    def _dynamodb_transactwriteitems(self, asked: dict[str, Any]) -> dict[str, Any]:
        token, items = asked["ClientRequestToken"], asked["TransactItems"]
        puts = [put for each in items for put in written(each)]
        updates = [each["Update"] for each in items if not written(each)]
        conditional = all("ConditionExpression" in write for each in items if written(each) for write in each.values())
        if token in self.written:
            if self.written[token] != items:
                raise Refused("DynamoDb.IdempotentParameterMismatchException")
            return {}
        for each in (*puts, *(update["ExpressionAttributeValues"] for update in updates)):
            typed(each)
        if not all(map(self._is_as_it_was_read, updates)):
            raise Refused(CANCELED)
        if self.rival and not self.storing:
            digest = {"digest": {"S": self.rivals_digest}} if self.rivals_digest else {}
            self.storing = [{**put, **digest} for put in puts]
            raise Refused(CANCELED)
        there = any(put["timestamp"]["N"] in self.items for put in puts)
        if there and conditional:
            raise Refused(CANCELED)
        self.overwritten |= there
        self.written[token] = items
        self._store(puts)
        for update in updates:
            values, key = update["ExpressionAttributeValues"], update["Key"]["key"]["S"]
            self.overwritten |= self._seq(key) != int(values[":seen"]["N"])
            self.counted += 1
            self.histories[key] = {"state": values[":state"], "seq": values[":next"]}
        return {}

    def _is_as_it_was_read(self, update: dict[str, Any]) -> bool:
        key = typed(update["Key"])["key"]["S"]
        before = self._seq(key)
        if self.busy:
            self.busy, before = self.busy - 1, before + 1
            self.histories[key] = {"state": {"S": "{}"}, "seq": {"N": str(before)}}
        conditional = "ConditionExpression" in update
        return not conditional or str(before) == update["ExpressionAttributeValues"][":seen"]["N"]

    def _seq(self, key: str) -> int:
        return int(self.histories.get(key, {"seq": {"N": "0"}})["seq"]["N"])

    def _store(self, puts: list[Item]) -> None:
        self.heard = self.said if self.analyzed else ""
        self.items |= {put["timestamp"]["N"]: put for put in puts}

    def _dynamodb_getitem(self, asked: dict[str, Any]) -> dict[str, Any]:
        typed(asked["Key"])
        found = self.items.get(asked["Key"]["timestamp"]["N"])
        if self.storing and not found:
            self._store(self.storing)
        return {"Item": found} if found else {}

    @property
    def at_merchant(self) -> float:
        """What was added at merchants, in all of their items."""
        return sum(float(item["weight"]["N"]) for key, item in self.histories.items() if key.startswith("merchant#"))

    def _dynamodb_updateitem(self, asked: dict[str, Any]) -> dict[str, Any]:
        typed(asked["Key"])
        if "key" in asked["Key"]:
            values, key = typed(asked["ExpressionAttributeValues"]), asked["Key"]["key"]["S"]
            before = float(self.histories.get(key, {"weight": {"N": "0"}})["weight"]["N"])
            self.histories[key] = {"weight": {"N": str(before + float(values[":weight"]["N"]))}}
            return {}
        found = self.items.get(asked["Key"]["timestamp"]["N"])
        if found is None:
            raise Refused("DynamoDB.ConditionalCheckFailedException")
        values = asked["ExpressionAttributeValues"]
        coded = {"codes": {"SS": [*self.codes, *values[":codes"]["SS"]]}} if ":codes" in values else {}
        self.items[asked["Key"]["timestamp"]["N"]] = found | {"settled": {"BOOL": True}} | coded
        return {}

    def _events_putevents(self, asked: dict[str, Any]) -> dict[str, Any]:
        self.events += [entry["Detail"] for entry in asked["Entries"]]
        return {"FailedEntryCount": 0, "Entries": [{"EventId": "1"} for _ in asked["Entries"]]}

    def _sqs_deletemessage(self, asked: dict[str, Any]) -> dict[str, Any]:
        self.taken.append(asked["ReceiptHandle"])
        self.waits = False
        return {}

    def _sqs_sendmessage(self, asked: dict[str, Any]) -> dict[str, Any]:
        queue = self.queued if "overflow" in asked["QueueUrl"] else self.letters
        queue.append(asked["MessageBody"])
        return {"MessageId": "1"}

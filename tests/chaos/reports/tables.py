"""The two tables, on the local AWS's DynamoDB in this process: it reads the conditions and makes the updates."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import product
from typing import Any

from tests.chaos.attributes import Item
from tests.chaos.states_language import Refused, service

# Items by their table and the values of their key.
Stored = Mapping[tuple[str, ...], Item]
ACTIONS = {"getItem": "_get_item", "updateItem": "_update_item", "deleteItem": "_delete_item", "putItem": "_put_item"}
ACTIONS |= {"transactWriteItems": "_transact_write_items"}
# Where a call has attributes.
SENT = ("Key", "Item", "ExpressionAttributeValues")
# What each kind of integration calls a service's error, and one that it has no name for.
PREFIXES = {True: ("DynamoDb.", "DynamoDbException"), False: ("DynamoDB.", "AmazonDynamoDBException")}


class Tables:
    """Made as they are deployed; raises Missing."""

    def __init__(self, stack: Mapping[str, Any]) -> None:
        self._tables = [_described(each) for each in stack["resource"]["aws_dynamodb_table"].values()]

    def load(self, stored: Stored) -> None:
        """Hold these items and no others."""
        database = service("dynamodb")
        database.reset()
        for table in self._tables:
            self._done(database._create_table(table))
        for at, item in stored.items():
            self._done(database._put_item({"TableName": at[0], "Item": item}))

    def items(self) -> dict[tuple[str, ...], Item]:
        """A copy of all that is stored."""
        found: dict[tuple[str, ...], Item] = {}
        for table in self._tables:
            name, keys = table["TableName"], [each["AttributeName"] for each in table["KeySchema"]]
            for item in self._done(service("dynamodb")._scan({"TableName": name}))["Items"]:
                found[name, *(value for key in keys for value in item[key].values())] = item
        return found

    def call(self, resource: str, asked: dict[str, Any]) -> Any:
        """What DynamoDB answers; raises Refused."""
        action = resource.rpartition(":")[2]
        calls: list[dict[str, Any]] = asked.get("TransactItems", [{action: asked}])
        for call, field in product(calls, SENT):
            for each in call.values():
                _are_texts(each.get(field, {}))
        status, _, body = getattr(service("dynamodb"), ACTIONS[action])(asked)
        answer = json.loads(body)
        if status != 200:
            prefix, unlisted = PREFIXES["aws-sdk" in resource]
            error = answer["__type"].rpartition("#")[2]
            raise Refused(prefix + (unlisted if error == "ValidationException" else error))
        return answer

    @staticmethod
    def _done(answer: tuple[int, Any, bytes]) -> Any:
        assert answer[0] == 200, answer
        return json.loads(answer[2])


def _are_texts(values: Item) -> None:
    """What is no text cannot be sent as a text or a number, which ends an execution on AWS."""
    for value in values.values():
        if not all(isinstance(value[type_], str) for type_ in ("S", "N") if type_ in value):
            raise Refused("States.Runtime")


def _described(table: Mapping[str, Any]) -> dict[str, Any]:
    """As DynamoDB is asked for it, without its indexes: no report uses one."""
    keys = {table["hash_key"]: "HASH", **({table["range_key"]: "RANGE"} if "range_key" in table else {})}
    types = {each["name"]: each["type"] for each in table["attribute"]}
    return {
        "TableName": table["name"],
        "KeySchema": [{"AttributeName": name, "KeyType": kind} for name, kind in keys.items()],
        "AttributeDefinitions": [{"AttributeName": name, "AttributeType": types[name]} for name in keys],
        "BillingMode": table["billing_mode"],
    }

"""What is sent to the table as a text or a number: anything else cannot be sent, or is refused."""

from __future__ import annotations

import re
from typing import Any

from tests.chaos.states_language import Refused

Item = dict[str, Any]
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def typed(item: Item) -> Item:
    """The item: what is no text cannot be sent as one, which ends an execution on AWS; what is no number is refused."""
    for attribute in item.values():
        for type_, value in attribute.items():
            if not isinstance(value, str):
                raise Refused("States.Runtime")
            if type_ == "N" and not NUMBER.fullmatch(value):
                raise Refused("DynamoDb.DynamoDbException")
    return item


def written(item: dict[str, Any]) -> list[Item]:
    """What one item of a transaction writes into the table of transactions: nothing if it is of another table."""
    if "Put" in item:
        return [item["Put"]["Item"]]
    update = item["Update"]
    if "transaction_id" not in update["Key"]:
        return []
    names, values = update["ExpressionAttributeNames"], update["ExpressionAttributeValues"]
    pairs = (pair.split(" = ") for pair in update["UpdateExpression"].removeprefix("SET ").split(", "))
    return [update["Key"] | {names[name]: values[value] for name, value in pairs}]

"""The data inventory lists each field that the stack stores, and no other."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import Mock

from erasure.names import HISTORIES, IDENTIFYING, TRANSACTIONS
from lambdas.transaction_drain import refusals
from lambdas.transaction_drain.messages import Message

PAGE = Path(__file__).resolve().parents[1] / "docs" / "data-inventory.md"
# Written by commands, and not by the stack.
BY_ERASURE = {"erased_at"}
BY_REVIEW = {
    *("announced_at", "announcement", "claimed_by", "claimed_until", "reviewed_by"),
    *("reported", "reported_by", "reported_rank", "reported_at"),
}
# One attribute of a row is named by what was decided.
NAMED = {"#shard": {f"{decision}_shard" for decision in ("approve", "review", "decline")}}


def listed(heading: str) -> set[str]:
    """The fields in the first column of the table below a heading."""
    (section,) = re.findall(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", PAGE.read_text(), re.MULTILINE | re.DOTALL)
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return {field for row in rows for field in re.findall(r"`(\w+)`", row)}


def objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from objects(item)
    elif isinstance(value, list):
        for item in value:
            yield from objects(item)


def plain(name: str) -> str:
    return name.removesuffix(".$")


def updated(write: dict[str, Any]) -> set[str]:
    """The attributes that an update names, in its expression or in the place of a name."""
    names = write.get("ExpressionAttributeNames", {})
    expression = re.sub(r"\b(SET|ADD|REMOVE)\b", "", write["UpdateExpression"])
    found = re.findall(r"(?<![:\w#])#?[a-z]\w*\b(?!\()", expression)
    return {name for each in found for name in NAMED.get(each, {names.get(each, each)})}


def written(stack: dict[str, Any], states: dict[str, Any], name: str) -> set[str]:
    """The attributes that the workflow writes into a table of this name."""
    tables = stack["resource"]["aws_dynamodb_table"]
    (address,) = [address for address, body in tables.items() if body["name"] == name]
    found: set[str] = set()
    for write in objects(states):
        if f"aws_dynamodb_table.{address}." in str(write.get("TableName")):
            key = write.get("Key", {})
            found |= {*write.get("Item", {}), *key, *(updated(write) if "UpdateExpression" in write else ())}
    return {plain(each) for each in found}


def test_each_field_of_a_transaction_is_listed(
    stack: dict[str, Any], states: dict[str, Any], reporting: dict[str, Any]
) -> None:
    fields = written(stack, states, TRANSACTIONS) | written(stack, reporting, TRANSACTIONS)
    assert listed(f"The table `{TRANSACTIONS}`") == fields | BY_ERASURE | BY_REVIEW
    assert {*IDENTIFYING} < fields


def test_each_field_of_a_history_is_listed(
    stack: dict[str, Any], states: dict[str, Any], reporting: dict[str, Any]
) -> None:
    computed = {"{% 'frauds_' & $day %}", "{% 'ordinary_' & $day %}"}
    fields = written(stack, states, HISTORIES) | written(stack, reporting, HISTORIES)
    assert computed < fields
    assert listed(f"The table `{HISTORIES}`") == fields - computed | {"frauds_", "ordinary_"}


def test_each_field_of_a_refusal_is_listed() -> None:
    client = Mock()
    client.batch_write_item.return_value = {"UnprocessedItems": {}}
    message = Message("message-1", "client01", {}, "0" * 64, "handle", came_before=False)
    assert refusals.keep([refusals.Refusal(message, [])], table="t", hours=24, client=client, warn=Mock()) == {
        "message-1"
    }
    (put,) = client.batch_write_item.call_args.kwargs["RequestItems"]["t"]
    assert listed("The table `refused-payments`") == {*put["PutRequest"]["Item"]}


def test_each_field_of_the_event_is_listed(states: dict[str, Any]) -> None:
    (entries,) = {json.dumps(each["Entries"]) for each in objects(states) if "Entries" in each}
    detail = json.loads(entries)[0]["Detail"]
    assert listed("The event") == {plain(name) for name in detail}
    assert not listed("The event") & {*IDENTIFYING}


def sent(states: dict[str, Any], *, to: str) -> set[str]:
    """The fields of all messages to the queues whose address has this word."""
    sending = [each for each in objects(states) if "MessageBody" in each and to in each["QueueUrl"]]
    return {plain(name) for each in sending for name in each["MessageBody"]}


def test_each_field_of_a_dead_letter_is_listed(states: dict[str, Any]) -> None:
    assert listed("Dead letters") == sent(states, to="dead-letters")


def test_each_field_that_is_queued_is_listed(states: dict[str, Any]) -> None:
    assert listed("The queue `transaction-overflow`") == sent(states, to="overflow")


def test_how_long_each_is_kept_is_what_the_stack_says(stack: dict[str, Any]) -> None:
    queues = stack["resource"]["aws_sqs_queue"].values()
    days = {queue["message_retention_seconds"] / 86_400 for queue in queues}
    text = PAGE.read_text()
    assert {int(number) for number in re.findall(r"for (\d+) days at most", text)} == days
    rules = json.loads((PAGE.parents[1] / "lambdas" / "fraud_analyzer" / "rules.json").read_text())
    (drain,) = (
        each["environment"]["variables"]
        for each in stack["resource"]["aws_lambda_function"].values()
        if each["function_name"] == "transaction-drain"
    )
    assert f"| {drain['MAXIMUM_AGE_HOURS']} hours after that" in text
    assert f"{rules['counting']['card_days']} days after a card's last payment" in text
    groups = stack["resource"]["aws_cloudwatch_log_group"].values()
    assert {f"logs {group['retention_in_days']} days" for group in groups} <= set(re.findall(r"logs \d+ days", text))

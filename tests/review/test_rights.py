"""An analyst may do just what the operators' guide lists, and needs all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from live.aws import Aws
from review.after_verdict import after_verdict
from tests.review.announced import Announced
from tests.review.conftest import analyst

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "for-operators.md"
SERVICES = ("dynamodb", "sqs")
# An operation that IAM knows by another name.
ACTIONS = {
    "TransactWriteItems": "UpdateItem",
    "ChangeMessageVisibilityBatch": "ChangeMessageVisibility",
    "DeleteMessageBatch": "DeleteMessage",
}
pytestmark = pytest.mark.xdist_group("review")


def rows() -> list[tuple[str, str]]:
    """Actions and what they are on, of the table of rights of those who review."""
    section = GUIDE.read_text().split("\n## Reviewing payments\n")[1].split("\n## ")[0]
    table = section.split("| actions | on |")[1].split("\n\n")[0]
    return [(line.split("|")[1], line.split("|")[2]) for line in table.splitlines() if line.startswith("| `")]


def listed() -> set[str]:
    """The actions on the tables and on the queue; what a key is used for, AWS does by itself."""
    actions = {action for named, _ in rows() for action in re.findall(r"`([\w:]+)`", named)}
    return {action for action in actions if action.split(":")[0] in SERVICES}


@contextmanager
def called(aws: Aws) -> Iterator[set[str]]:
    """The actions that are asked for meanwhile."""
    actions: set[str] = set()

    def note(model: Any, **_: object) -> None:
        actions.add(f"{model.service_model.service_name}:{ACTIONS.get(model.name, model.name)}")

    for service in SERVICES:
        aws.client(service).meta.events.register("before-call", note)
    try:
        yield actions
    finally:
        for service in SERVICES:
            aws.client(service).meta.events.unregister("before-call", note)


def test_all_that_an_analyst_does_takes_just_the_rights_that_are_listed(aws: Aws) -> None:
    with Announced(aws) as queue:
        queue.announce("t-0", "t-1", "t-2")
        sweeper = queue.sweeper()
        with called(aws) as actions:
            analyst(aws).waiting()
            analyst(aws).look("t-1")
            analyst(aws).claim("t-2")
            analyst(aws).release("t-2")
            analyst(aws).claim("t-1")
            sweeper.sweep(most=10, seconds=60, wait=0)
            decided = analyst(aws).decide("t-1", "fraud")
            assert decided
            after_verdict(sweeper, decided.announcement)
        assert queue.count() == 1
    assert actions == listed()


def test_an_analyst_may_read_what_is_in_the_queue_and_send_nothing() -> None:
    (queue,) = [actions for actions, on in rows() if "`transaction-review`" in on]
    assert set(re.findall(r"`sqs:(\w+)`", queue)) == {
        *("GetQueueUrl", "ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility")
    }
    assert sum("`kms:Decrypt`" in actions for actions, _ in rows()) == 2


def test_the_code_of_the_review_makes_clients_of_the_tables_the_queue_and_sts_alone() -> None:
    code = "\n".join(path.read_text() for path in (ROOT / "review").rglob("*.py"))
    assert set(re.findall(r"boto3\.client\(\"(\w+)\"", code)) == {"dynamodb", "sqs", "sts"}
    assert code.count("boto3.client(") == 4
    assert "boto3.resource" not in code
    assert "boto3.Session" not in code


def test_no_role_of_the_stack_may_read_the_queue(stack: dict[str, Any]) -> None:
    policies = str(stack["resource"]["aws_iam_role_policy"])
    assert "sqs:ReceiveMessage" not in policies
    assert "sqs:DeleteMessage" not in policies

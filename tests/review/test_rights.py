"""An analyst may do just what the operators' guide lists, and needs all of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from live.aws import ACCOUNT, Aws
from policies.requirements import REGION
from review.after_verdict import after_verdict
from tests.review.announced import Announced
from tests.review.conftest import BY_RISK, analyst, stored
from tests.review.test_command import run

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "for-operators.md"
SERVICES = ("dynamodb", "sqs")
USER = "ann"
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


@contextmanager
def allowed(aws: Aws, listed: list[tuple[str, str]]) -> Iterator[dict[str, str]]:
    """The credentials of a user who may do just this, on what it is listed on."""
    statements = [
        {"Effect": "Allow", "Action": re.findall(r"`([\w:]+)`", actions), "Resource": [*arns(on)]}
        for actions, on in listed
        if "kms:" not in actions
    ]
    iam = aws.client("iam")
    iam.create_user(UserName=USER)
    key = iam.create_access_key(UserName=USER)["AccessKey"]
    document = json.dumps({"Version": "2012-10-17", "Statement": statements})
    iam.put_user_policy(UserName=USER, PolicyName=USER, PolicyDocument=document)
    try:
        yield {"AWS_ACCESS_KEY_ID": key["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"]}
    finally:
        iam.delete_user_policy(UserName=USER, PolicyName=USER)
        iam.delete_access_key(UserName=USER, AccessKeyId=key["AccessKeyId"])
        iam.delete_user(UserName=USER)


def arns(on: str) -> Iterator[str]:
    for name in re.findall(r"`([\w/-]+)`", on):
        service, resource = ("sqs", name) if "queue" in on else ("dynamodb", f"table/{name}")
        yield f"arn:aws:{service}:{REGION}:{ACCOUNT}:{resource}"


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


def test_with_the_listed_rights_and_no_others_an_analyst_does_all_of_it(aws: Aws, tmp_path: Path) -> None:
    views = tmp_path / "views"
    with Announced(aws) as queue, allowed(aws, rows()) as credentials:
        queue.announce("t-0", *BY_RISK)
        for words in (("list",), ("show", "t-1"), ("claim", "t-1"), ("sweep",), ("decide", "t-1", "fraud")):
            done = run(aws, views, *words, credentials=credentials)
            assert (done.returncode, done.stderr.replace("5 waiting, the oldest for 4 h\n", "")) == (0, ""), done.stderr
        assert queue.count() == len(BY_RISK) - 1
    assert stored(aws, "t-1")["reviewed_by"].endswith(":user/ann")


def test_without_the_rights_on_the_queue_a_verdict_stands_and_nothing_is_swept(aws: Aws, tmp_path: Path) -> None:
    views = tmp_path / "views"
    with Announced(aws) as queue, allowed(aws, [row for row in rows() if "sqs:" not in row[0]]) as credentials:
        queue.announce(*BY_RISK)
        assert run(aws, views, "claim", "t-1", credentials=credentials).returncode == 0
        done = run(aws, views, "decide", "t-1", "fraud", credentials=credentials)
        assert (done.returncode, done.stdout) == (0, "decided: fraud\n")
        assert "GetQueueUrl answers AccessDenied" in done.stderr
        assert run(aws, views, "sweep", credentials=credentials).returncode == 2
        assert queue.count() == len(BY_RISK)


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
    policies = [json.loads(each["policy"]) for each in stack["resource"]["aws_iam_role_policy"].values()]
    taking = {"sqs:ReceiveMessage", "sqs:DeleteMessage"}
    statements = [each for policy in policies for each in policy["Statement"] if taking & {*each["Action"]}]
    assert not [each for each in statements if "review" in str(each["Resource"])]

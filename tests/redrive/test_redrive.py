"""The command, run against queues, a bus, a workflow and a function on a local AWS."""

import io
import json
import re
import signal
import time
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest

from live.aws import ACCOUNT, Aws
from live.emulator import emulator
from live.missing import Missing
from policies.requirements import REGION
from redrive.names import (
    BUS,
    DEAD_LETTERS,
    NOTIFIER,
    OVERFLOW_DEAD_LETTERS,
    REVIEW,
    REVIEW_DEAD_LETTERS,
    SOURCE,
    TRANSACTIONS,
    WORKFLOW,
)
from redrive.work import WORKERS
from tests.live.conftest import REQUIRED
from tests.processes import PATIENCE
from tests.redrive.run import lines, run, started

pytestmark = pytest.mark.xdist_group("redrive")

HEARD = "heard-events"
ANALYSIS = {"decision": "review", "score": 0.5, "score_text": "0.5", "reasons": ["x"], "model": "local"}
# By the merchant, what the workflow says of a body.
ENDS = {
    "refused": {"status": "rejected", "errors": []},
    "other": {"status": "conflict"},
    "fine": {"status": "decided", "decision": "review", "duplicate": False},
}
SENDER = """
import urllib.request
def handler(event, context):
    if event["transaction"]["merchant_id"] == "failing":
        raise ValueError("no")
    return {"message_id": "1"}
"""


@pytest.fixture(scope="module")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aws]:
    try:
        with emulator(tmp_path_factory.mktemp("redrive"), {"SFN_WAIT_SCALE": "0"}) as found:
            _deploy(found)
            yield found
    except Missing as missing:
        if REQUIRED:
            raise
        pytest.skip(f"NOT TESTED: {missing}")


def _deploy(aws: Aws) -> None:
    key, number = {"AttributeName": "transaction_id"}, {"AttributeName": "timestamp"}
    aws.client("dynamodb").create_table(
        TableName=TRANSACTIONS,
        KeySchema=[{**key, "KeyType": "HASH"}, {**number, "KeyType": "RANGE"}],
        AttributeDefinitions=[{**key, "AttributeType": "S"}, {**number, "AttributeType": "N"}],
        BillingMode="PAY_PER_REQUEST",
    )
    sqs, events, iam = (aws.client(each) for each in ("sqs", "events", "iam"))
    for name in (DEAD_LETTERS, OVERFLOW_DEAD_LETTERS, REVIEW_DEAD_LETTERS, REVIEW, HEARD):
        sqs.create_queue(QueueName=name)
    events.create_event_bus(Name=BUS)
    events.put_rule(Name=HEARD, EventBusName=BUS, EventPattern=json.dumps({"source": [SOURCE]}))
    arn = f"arn:aws:sqs:{REGION}:{ACCOUNT}:{HEARD}"
    events.put_targets(Rule=HEARD, EventBusName=BUS, Targets=[{"Id": HEARD, "Arn": arn}])
    trust = {"Effect": "Allow", "Principal": {"Service": ["lambda.amazonaws.com", "states.amazonaws.com"]}}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust | {"Action": "sts:AssumeRole"}]})
    role = iam.create_role(RoleName="all", AssumeRolePolicyDocument=document)["Role"]["Arn"]
    choices = [{"Variable": "$.merchant_id", "StringEquals": name, "Next": name} for name in ENDS]
    states = {name: {"Type": "Pass", "Result": said, "End": True} for name, said in ENDS.items()}
    states |= {"which": {"Type": "Choice", "Choices": choices, "Default": "broken"}}
    states |= {"broken": {"Type": "Fail", "Error": "TransactionNotStored"}}
    definition = json.dumps({"StartAt": "which", "States": states})
    aws.client("stepfunctions").create_state_machine(name=WORKFLOW, definition=definition, roleArn=role, type="EXPRESS")
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("sender.py", SENDER)
    aws.client("lambda").create_function(
        FunctionName=NOTIFIER,
        Runtime="python3.12",
        Role=role,
        Handler="sender.handler",
        Code={"ZipFile": code.getvalue()},
    )


@pytest.fixture(autouse=True)
def empty(aws: Aws) -> None:
    for name in (DEAD_LETTERS, OVERFLOW_DEAD_LETTERS, REVIEW_DEAD_LETTERS, REVIEW, HEARD):
        aws.client("sqs").purge_queue(QueueUrl=url(aws, name))


def url(aws: Aws, queue: str) -> str:
    return str(aws.client("sqs").get_queue_url(QueueName=queue)["QueueUrl"])


def count(aws: Aws, queue: str = DEAD_LETTERS) -> int:
    """How many messages can be received there now."""
    asked = aws.client("sqs").get_queue_attributes(
        QueueUrl=url(aws, queue), AttributeNames=["ApproximateNumberOfMessages"]
    )
    return int(asked["Attributes"]["ApproximateNumberOfMessages"])


def put(aws: Aws, *bodies: object, queue: str = DEAD_LETTERS) -> None:
    for body in bodies:
        aws.client("sqs").send_message(QueueUrl=url(aws, queue), MessageBody=json.dumps(body))


def kept(reason: str, merchant: str = "fine", **changes: Any) -> dict[str, Any]:
    now = time.time_ns() // 1_000_000
    transaction = {
        "transaction_id": f"t-{merchant}",
        "timestamp": now,
        "amount": 6000.5,
        "currency": "USD",
        "card_token": "tok_secret99",
        "merchant_id": merchant,
        "terminal_id": "te-9",
        "country": "US",
        "amount_text": "6000.50",
        "timestamp_text": str(now),
    }
    return {"reason": reason, "transaction": transaction | changes, "analysis": ANALYSIS}


def test_a_look_changes_nothing_and_says_what_would_be_done(aws: Aws) -> None:
    put(aws, kept("not_stored"), kept("event_not_published"), kept("customer_not_notified"), {"what": "?"})
    done = run(aws)
    assert done.returncode == 0
    assert sorted(lines(done)) == [
        ("customer_not_notified", "notify the customer"),
        ("event_not_published", "publish the event"),
        ("not_stored", "start the workflow again"),
        ("unknown", "leave it: it is not a letter that this command understands"),
    ]
    assert done.stderr.endswith("\n4 looked at, nothing changed; settle them with --apply\n")
    assert count(aws) == 4
    assert count(aws, HEARD) == 0


def test_applied_each_letter_is_settled_and_gone_and_the_second_time_there_is_nothing_to_do(aws: Aws) -> None:
    reasons = ("not_stored", "validation_unavailable", "event_not_published", "customer_not_notified")
    put(aws, *[kept(reason, transaction_id=f"t-{reason}") for reason in reasons])
    done = run(aws, "--apply")
    assert done.returncode == 0
    assert done.stderr.endswith("\n4 done, 0 failed, 0 left\n")
    assert sorted(outcome for _, outcome in lines(done)) == [
        "customer notified",
        "decided: review",
        "decided: review",
        "event published",
    ]
    assert count(aws) == 0
    assert count(aws, HEARD) == 1
    again = run(aws, "--apply")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "0 done, 0 failed, 0 left\n")
    assert count(aws, HEARD) == 1


def test_what_reviewers_never_got_goes_back_to_them_as_it_was(aws: Aws) -> None:
    event = {"version": "0", "source": SOURCE, "detail-type": "TransactionAnalyzed", "detail": {"transaction_id": "t"}}
    put(aws, event, queue=REVIEW_DEAD_LETTERS)
    assert run(aws, "--apply").returncode == 0
    assert (count(aws, REVIEW_DEAD_LETTERS), count(aws, REVIEW)) == (0, 1)
    (message,) = aws.client("sqs").receive_message(QueueUrl=url(aws, REVIEW))["Messages"]
    assert json.loads(message["Body"]) == event


@pytest.mark.parametrize(
    ("letter", "why"),
    [
        (kept("not_stored", "refused"), "was refused by the validator; settle it by hand"),
        (kept("not_stored", "other"), "another transaction is stored under this id; settle it by hand"),
        (kept("not_stored", timestamp=1), "is older than 24 hours, and would be refused; settle it by hand"),
        ({"reason": "not_stored"}, "is not a letter that this command understands"),
    ],
)
def test_what_cannot_be_settled_stays_and_says_why(letter: dict[str, Any], why: str, aws: Aws) -> None:
    put(aws, letter)
    done = run(aws, "--apply")
    assert (done.returncode, [outcome for _, outcome in lines(done)]) == (1, [why])
    assert done.stderr.endswith("\n0 done, 0 failed, 1 left\n")
    assert count(aws) == 1


@pytest.mark.parametrize(
    ("letter", "why"),
    [
        (kept("not_stored", "broken"), "the workflow ended as FAILED (TransactionNotStored)"),
        (kept("customer_not_notified", "failing"), "notification-sender failed (Unhandled)"),
    ],
)
def test_what_fails_stays_and_what_lies_behind_it_is_settled(letter: dict[str, Any], why: str, aws: Aws) -> None:
    put(aws, letter, kept("event_not_published"))
    done = run(aws, "--apply")
    assert done.returncode == 1
    assert f"1 {letter['reason']} failed: {why}\n" in done.stderr
    assert done.stderr.endswith("\n1 done, 1 failed, 0 left\n")
    assert count(aws) == 1


def test_where_nothing_works_it_stops_and_says_why(aws: Aws) -> None:
    put(aws, *[kept("not_stored", "broken", transaction_id=f"t-{each}") for each in range(40)])
    done = run(aws, "--apply", "--rate", "100")
    assert done.returncode == 1
    why = "10 transactions in a row failed, the last because the workflow ended as FAILED (TransactionNotStored)"
    assert f"redrive: stopped: {why}; fix the cause, and run it again" in done.stderr
    assert "left: its turn did not come" in done.stderr
    assert count(aws) == 40


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_it_gives_back_what_is_not_done_and_a_second_run_does_the_rest_once(sent: int, aws: Aws) -> None:
    put(aws, *[kept("event_not_published", transaction_id=f"t-{each}") for each in range(60)])
    with started(aws, "--apply", "--rate", "10", "--show", "60") as process:
        assert process.stdout
        first = process.stdout.readline()
        process.send_signal(sent)
        # Not by communicate, which does not see what readline has read ahead.
        before = [first, *process.stdout.readlines()]
        process.wait(timeout=PATIENCE)
    assert process.returncode == 128 + sent
    assert (count(aws), count(aws, HEARD)) == (60 - len(before), len(before))
    again = run(aws, "--apply", "--rate", "100")
    assert again.stderr.endswith(f"\n{60 - len(before)} done, 0 failed, 0 left\n")
    assert (count(aws), count(aws, HEARD)) == (0, 60)


def test_killed_it_loses_nothing_and_the_next_run_says_what_is_hidden(aws: Aws) -> None:
    put(aws, *[kept("event_not_published", transaction_id=f"t-{each}") for each in range(60)])
    with started(aws, "--apply", "--rate", "10") as process:
        assert process.stdout
        process.stdout.readline()
        process.kill()
    done = run(aws, "--apply")
    found = re.match(r"transaction-dead-letters: about (\d+) letters are hidden: ", done.stderr)
    assert found
    # Each worker may have died between its event and its letter.
    assert 0 <= count(aws, HEARD) - (60 - int(found[1])) <= WORKERS
    assert done.stderr.endswith("\n0 done, 0 failed, 0 left\n")


def test_a_reader_who_goes_away_ends_it_and_nothing_stays_hidden(aws: Aws) -> None:
    put(aws, *[kept("event_not_published", transaction_id=f"t-{each}") for each in range(60)])
    with started(aws, "--show", "60") as process:
        assert process.stdout
        process.stdout.close()
        assert process.wait(timeout=PATIENCE) != 0
    assert count(aws) == 60


def test_no_more_are_touched_than_asked_and_none_of_another_reason(aws: Aws) -> None:
    put(aws, *[kept("event_not_published", transaction_id=f"t-{each}") for each in range(4)], kept("not_stored"))
    done = run(aws, "--apply", "--most", "3", "--reason", "event_not_published")
    assert (done.returncode, len(lines(done))) == (0, 3)
    assert count(aws) == 2
    assert count(aws, HEARD) == 3


@pytest.mark.parametrize(
    "wrong",
    [("--most", "0"), ("--most", "100001"), ("--rate", "0"), ("--rate", "101"), ("--reason", "x"), ("letters",)],
)
def test_a_wrong_argument_is_told_and_nothing_is_done(wrong: tuple[str, ...], aws: Aws) -> None:
    put(aws, kept("not_stored"))
    assert run(aws, "--apply", *wrong).returncode == 2
    assert count(aws) == 1


def test_where_no_such_queue_is_or_nobody_answers_it_says_so_in_one_line(aws: Aws) -> None:
    nobody = Aws("https://127.0.0.1:9", aws.certificate)
    done = run(nobody, "--apply")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("redrive: could not go on: ")

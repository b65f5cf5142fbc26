"""What is held of a card or a customer, and its erasure, on tables of a local AWS."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from erasure.command import erasure
from erasure.names import HISTORIES, TRANSACTIONS, history_key
from live.aws import Aws
from live.emulator import emulator
from live.missing import Missing
from policies.requirements import REGION
from tests.live.conftest import REQUIRED

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.xdist_group("redrive")

# Transaction, its card, its customer, if it names one.
ROWS = [
    ("t-1", "tok_first", "cus_one"),
    ("t-2", "tok_first", ""),
    ("t-3", "tok_second", "cus_one"),
    ("t-4", "tok_second", "cus_two"),
    ("t-5", "tok_third", "cus_two"),
]
CARDS = ("tok_first", "tok_second", "tok_third")


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aws]:
    try:
        with emulator(tmp_path_factory.mktemp("erasure")) as found:
            dynamodb = found.client("dynamodb")
            _create(dynamodb, TRANSACTIONS, ("transaction_id", "S"), ("timestamp", "N"))
            _create(dynamodb, HISTORIES, ("key", "S"))
            yield found
    except Missing as missing:
        if REQUIRED:
            raise
        pytest.skip(f"NOT TESTED: {missing}")


def _create(dynamodb: Any, name: str, *keys: tuple[str, str]) -> None:
    dynamodb.create_table(
        TableName=name,
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": type_} for key, type_ in keys],
        KeySchema=[
            {"AttributeName": key, "KeyType": kind} for (key, _), kind in zip(keys, ("HASH", "RANGE"), strict=False)
        ],
        BillingMode="PAY_PER_REQUEST",
    )


@pytest.fixture
def aws(local: Aws) -> Aws:
    """With each transaction's marker and row, and the history of each card."""
    fill(local.client("dynamodb"))
    return local


def fill(dynamodb: Any) -> None:
    for transaction, card, customer in ROWS:
        key = {"transaction_id": {"S": transaction}}
        tokens = {"card_token": {"S": card}, "device_token": {"S": "dev_one"}}
        tokens |= {"customer_token": {"S": customer}} if customer else {}
        decided = {"decision": {"S": "approve"}}
        dynamodb.put_item(TableName=TRANSACTIONS, Item={**key, "timestamp": {"N": "0"}, **decided})
        dynamodb.put_item(TableName=TRANSACTIONS, Item={**key, "timestamp": {"N": "7"}, **decided, **tokens})
    for card in CARDS:
        dynamodb.put_item(TableName=HISTORIES, Item={"key": {"S": history_key(card)}, "seq": {"N": "1"}})


def run(aws: Aws, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """One run, as an operator starts it, which must not repeat a token."""
    command = [sys.executable, "-m", "erasure", *arguments]
    done = subprocess.run(
        command,
        env=aws.environment() | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        input=given,
    )
    assert not any(token in done.stdout + done.stderr for token in ("tok_", "cus_", "dev_", "Traceback"))
    return done


def known(aws: Aws) -> tuple[set[str], set[str]]:
    """The transactions whose rows tell a card, and the cards with a history."""
    dynamodb = aws.client("dynamodb")
    rows = dynamodb.scan(TableName=TRANSACTIONS)["Items"]
    assert len(rows) == 2 * len(ROWS)
    assert all(row["decision"] == {"S": "approve"} for row in rows)
    told = [row for row in rows if row.keys() & {"card_token", "customer_token", "device_token"}]
    assert all("erased_at" not in row for row in told)
    histories = {item["key"]["S"] for item in dynamodb.scan(TableName=HISTORIES)["Items"]}
    return {row["transaction_id"]["S"] for row in told}, {card for card in CARDS if history_key(card) in histories}


def test_without_apply_it_counts_and_changes_nothing(aws: Aws) -> None:
    before = known(aws)
    done = run(aws, "--card", "tok_first")
    assert (done.returncode, done.stdout.splitlines()) == (
        0,
        ["transactions: holds the tokens of 2 rows", "card-histories: holds the histories of 1 cards"],
    )
    assert done.stderr == "nothing was changed; erase it with --apply\n"
    assert known(aws) == before == ({row[0] for row in ROWS}, {*CARDS})


def test_of_a_card_its_rows_tell_no_more_whose_it_was_and_its_history_is_gone(aws: Aws) -> None:
    done = run(aws, "--card", "-", "--apply", given="tok_first\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert known(aws) == ({"t-3", "t-4", "t-5"}, {"tok_second", "tok_third"})
    again = run(aws, "--card", "tok_first", "--apply")
    assert (again.returncode, again.stdout.splitlines()[0]) == (0, "transactions: erased the tokens of 0 rows")


def test_of_a_card_that_was_only_marked_by_its_customer_the_mark_is_gone_too(aws: Aws) -> None:
    marked = {"key": {"S": history_key("tok_first")}, "not_me_at": {"N": "1"}, "not_me_by": {"S": "t-1"}}
    aws.client("dynamodb").put_item(TableName=HISTORIES, Item=marked)
    assert "holds the histories of 1 cards" in run(aws, "--card", "tok_first").stdout
    run(aws, "--card", "tok_first", "--apply")
    assert known(aws)[1] == {"tok_second", "tok_third"}


def test_of_a_customer_the_cards_are_found_and_no_row_of_another_is_touched(aws: Aws) -> None:
    done = run(aws, "--customer", "cus_one", "--apply")
    assert (done.returncode, done.stderr) == (0, "")
    assert known(aws) == ({"t-4", "t-5"}, {"tok_third"})


def test_a_run_that_is_interrupted_at_any_change_is_ended_by_the_next(
    aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the first run had changed, the second finds the rest by the customer alone."""
    dynamodb = aws.client("dynamodb")
    monkeypatch.setattr("boto3.client", lambda *_, **__: dynamodb)
    left: list[None] = []

    def stopping(**_: Any) -> None:
        if not left:
            raise KeyboardInterrupt
        left.pop()

    for name in ("DeleteItem", "UpdateItem"):
        dynamodb.meta.events.register(f"provide-client-params.dynamodb.{name}", stopping)
    for changes in range(5):
        fill(dynamodb)
        left[:] = [None] * changes
        CliRunner().invoke(erasure, ["--customer", "cus_one", "--apply"])
        assert known(aws) != ({"t-4", "t-5"}, {"tok_third"}), changes
        left[:] = [None] * 100
        assert CliRunner().invoke(erasure, ["--customer", "cus_one", "--apply"]).exit_code == 0
        assert known(aws) == ({"t-4", "t-5"}, {"tok_third"}), changes


@pytest.mark.parametrize("arguments", [(), ("--card", "a", "--customer", "b"), ("--card", ""), ("--card", "x" * 129)])
def test_who_is_meant_must_be_said_once(arguments: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "erasure", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


def test_without_credentials_it_says_so_in_a_line() -> None:
    own = {"PATH": os.environ["PATH"], "AWS_DEFAULT_REGION": REGION, "AWS_EC2_METADATA_DISABLED": "true"}
    command = [sys.executable, "-m", "erasure", "--card", "tok_first"]
    done = subprocess.run(command, env=own, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("erasure: could not go on: Unable to locate credentials")

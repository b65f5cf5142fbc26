"""The rows of the deployed table: read by a scan alone, bounded by time and number, as AWS's own model has it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest
from botocore.stub import ANY, Stubber
from click.testing import CliRunner

from backtest import table
from backtest.command import backtest
from tests.backtest.made import BEGINS, DAY, paid, row
from training import scan

SAID = BEGINS + DAY
ROWS = [paid(n, n * 60_000, fraud=n == 3, reported_at=SAID, decided="approve") for n in range(4)]
MARKER = {"transaction_id": {"S": "t-0"}, "timestamp": {"N": "0"}}


@pytest.fixture
def stub() -> Iterator[Stubber]:
    key = {"aws_access_key_id": "none", "aws_secret_access_key": "none"}  # pragma: allowlist secret
    with Stubber(boto3.client("dynamodb", region_name="us-east-1", **key)) as stubber:
        yield stubber


def add(stub: Stubber, items: list[Any], *, more: bool = False, first: bool = True) -> None:
    last = {"LastEvaluatedKey": {"transaction_id": {"S": "t"}, "timestamp": {"N": "1"}}} if more else {}
    asked = {
        "TableName": "transactions",
        "FilterExpression": "#timestamp BETWEEN :since AND :until",
        "ProjectionExpression": ANY,
        "ExpressionAttributeNames": scan.NAMES,
        "ExpressionAttributeValues": ANY,
    } | ({} if first else {"ExclusiveStartKey": ANY})
    stub.add_response("scan", {"Items": items, **last}, asked)


def read(stub: Stubber, limit: int = 100, said: list[str] | None = None) -> list[str]:
    heard = said if said is not None else []
    return [payment.id for payment in table.payments(stub.client, None, None, limit, heard.append)]


def test_all_pages_are_read_and_markers_left_out(stub: Stubber) -> None:
    add(stub, [MARKER, *map(row, ROWS[:2])], more=True)
    add(stub, [*map(row, ROWS[2:])], first=False)
    assert list(table.payments(stub.client, None, None, 100, print)) == ROWS


def test_no_further_page_is_asked_for_once_there_are_enough_rows_and_that_is_told(stub: Stubber) -> None:
    said: list[str] = []
    add(stub, [*map(row, ROWS)], more=True)
    assert read(stub, 2, said) == ["t-0", "t-1"]
    assert said == ["transactions: holds more than the 2 rows that were read; name a shorter time, or --limit"]
    stub.assert_no_pending_responses()


def test_just_as_many_rows_as_may_be_read_are_no_news(stub: Stubber) -> None:
    said: list[str] = []
    add(stub, [*map(row, ROWS)])
    assert (len(read(stub, 4, said)), said) == (4, [])


def test_times_are_in_utc() -> None:
    assert table._milliseconds(datetime(2026, 10, 1, 9)) == BEGINS
    assert table._milliseconds(datetime(2026, 10, 1, 9, tzinfo=UTC)) == BEGINS


def test_a_row_that_is_none_is_told_by_its_id(stub: Stubber) -> None:
    add(stub, [{**row(ROWS[0]), "reported": {"S": "perhaps"}}])
    with pytest.raises(ValueError, match=r"transactions: row t-0: reported is neither .*; correct the row"):
        read(stub)


def test_the_command_compares_the_tables_rows(stub: Stubber, monkeypatch: pytest.MonkeyPatch) -> None:
    add(stub, [*map(row, ROWS)])
    monkeypatch.setattr(scan, "client", lambda: stub.client)
    words = ["--table", "--since", "2026-10-01", "--until", "2026-10-02", "--set", "model.review=0.5"]
    done = CliRunner().invoke(backtest, words)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "4 payments from 2026-10-01 to 2026-10-01: 1 fraud, 0 without a label" in done.stdout


@pytest.mark.parametrize("words", [["--since", "2026-10-01"], ["--until", "2026-10-01"], ["--limit", "5"]])
def test_bounds_without_the_table_are_an_error_of_usage(words: list[str]) -> None:
    done = CliRunner().invoke(backtest, ["--simulate", "1", "--set", "model.review=0.5", *words])
    assert done.exit_code == 2
    assert "--since, --until and --limit bound what --table reads" in done.stderr

"""The table is read from a local AWS as an analyst would read it, and is the same afterwards."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from live.aws import Aws
from live.emulator import emulator
from live.missing import Missing
from tests.backtest.made import DAY, paid, row
from tests.live.conftest import REQUIRED
from training import scan

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.xdist_group("redrive")
PAYMENTS = [paid(number, number * DAY, 30.0 + number, fraud=number == 7, decided="approve") for number in range(20)]


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aws]:
    try:
        with emulator(tmp_path_factory.mktemp("backtest")) as found:
            _fill(found.client("dynamodb"))
            yield found
    except Missing as missing:
        if REQUIRED:
            raise
        pytest.skip(f"NOT TESTED: {missing}")


def _fill(dynamodb: Any) -> None:
    keys = (("transaction_id", "S", "HASH"), ("timestamp", "N", "RANGE"))
    dynamodb.create_table(
        TableName=scan.TABLE,
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": type_} for name, type_, _ in keys],
        KeySchema=[{"AttributeName": name, "KeyType": kind} for name, _, kind in keys],
        BillingMode="PAY_PER_REQUEST",
    )
    for payment in PAYMENTS:
        marker = {"transaction_id": {"S": payment.id}, "timestamp": {"N": "0"}, "decision": {"S": "approve"}}
        for item in (marker, row(payment)):
            dynamodb.put_item(TableName=scan.TABLE, Item=item)


def run(aws: Aws, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "backtest", "--table", "--quiet", "--set", "model.review=0.5", *words]
    return subprocess.run(
        command, env=aws.environment() | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )


def test_the_rows_between_two_times_are_compared_and_no_token_is_shown(local: Aws) -> None:
    before = local.client("dynamodb").scan(TableName=scan.TABLE)["Items"]
    done = run(local, "--since", "2026-10-03", "--until", "2026-10-12")
    assert (done.returncode, done.stderr) == (0, "")
    assert "9 payments from 2026-10-03 to 2026-10-11: 1 fraud, " in done.stdout
    assert "A decides 9 of 9 payments as it was recorded" in done.stdout
    assert "card-1" not in done.stdout
    assert local.client("dynamodb").scan(TableName=scan.TABLE)["Items"] == before


def test_a_time_without_rows_is_told_in_one_line(local: Aws) -> None:
    done = run(local, "--since", "2030-01-01")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "Error: there is no payment to decide; name other files, or another time\n"

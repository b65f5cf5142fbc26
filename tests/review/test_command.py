"""The command, as an analyst runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from live.aws import CREDENTIALS, Aws
from policies.requirements import REGION
from tests.review.conftest import BY_RISK, analyst, counters, stored

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.xdist_group("review")


def environment(aws: Aws) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    settings = {"AWS_ENDPOINT_URL": aws.url, "AWS_CA_BUNDLE": str(aws.certificate), "AWS_DEFAULT_REGION": REGION}
    return {**kept, **CREDENTIALS, **settings, "PYTHONPATH": str(ROOT)}


def run(
    aws: Aws, views: Path, *words: str, credentials: Mapping[str, str] = CREDENTIALS
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "review", "--views", str(views), *words]
    done = subprocess.run(command, env=environment(aws) | {**credentials}, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert not {"\x1b", "\u202e"} & {*done.stdout + done.stderr}
    return done


def test_the_list_is_plain_where_it_is_piped(aws: Aws, tmp_path: Path) -> None:
    done = run(aws, tmp_path / "views", "list")
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert [row[-1] for row in rows] == BY_RISK
    assert rows[1][:2] == ["$3,600.00", "$4,000.00"]
    assert rows[0][0] == "unknown"
    assert (done.returncode, done.stderr) == (0, "5 waiting, the oldest for 4 h\n")
    assert not (tmp_path / "views").exists()


def test_a_case_is_shown_in_words_without_what_steers_a_terminal_and_the_look_is_kept(aws: Aws, tmp_path: Path) -> None:
    views = tmp_path / "new" / "views"
    done = run(aws, views, "show", "t-1")
    assert done.returncode == 0
    assert "Two frauds of the last eight days are confirmed at the terminal" in done.stdout
    assert "tok_first" not in done.stdout
    (line,) = map(json.loads, views.read_text().splitlines())
    assert (line["event"], line["transaction_id"]) == ("card_history_viewed", "t-1")
    assert line["caller"].startswith("arn:aws:")
    assert views.stat().st_mode & 0o077 == 0


def test_who_cannot_be_kept_sees_nothing(aws: Aws, tmp_path: Path) -> None:
    done = run(aws, tmp_path, "show", "t-1")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "cannot keep who looks" in done.stderr


def test_a_case_is_claimed_and_decided_and_the_row_says_by_whom(aws: Aws, tmp_path: Path) -> None:
    views = tmp_path / "views"
    refused = run(aws, views, "decide", "t-1", "fraud")
    assert (refused.returncode, refused.stderr) == (
        1,
        "review: it is not claimed by you, or no longer; claim it first\n",
    )
    assert run(aws, views, "claim", "t-1").stdout.startswith("claimed until ")
    assert run(aws, views, "decide", "t-1", "fraud").stdout == "decided: fraud\n"
    assert stored(aws, "t-1")["reviewed_by"].startswith("arn:aws:")
    before = stored(aws, "t-1"), counters(aws)
    again = run(aws, views, "decide", "t-1", "fraud")
    assert (again.returncode, again.stdout) == (0, "a reviewer has said fraud before; nothing was changed\n")
    assert (stored(aws, "t-1"), counters(aws)) == before


def test_a_dry_run_says_what_is_in_the_way_and_changes_nothing(aws: Aws, tmp_path: Path) -> None:
    before = stored(aws, "t-1")
    assert run(aws, tmp_path / "views", "claim", "t-1", "--dry-run").stdout == (
        "it could be done; nothing was changed: --dry-run\n"
    )
    assert run(aws, tmp_path / "views", "decide", "t-1", "fraud", "--dry-run").returncode == 1
    assert stored(aws, "t-1") == before


def test_without_credentials_it_says_so_in_a_line() -> None:
    own = {"PATH": os.environ["PATH"], "AWS_DEFAULT_REGION": REGION, "AWS_EC2_METADATA_DISABLED": "true"}
    command = [sys.executable, "-m", "review", "list"]
    done = subprocess.run(command, env=own, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("review: could not go on: Unable to locate credentials")


def test_fifty_listings_and_looks_call_no_queue(aws: Aws, tmp_path: Path) -> None:
    """SQS counts each look at a message: who only looks at cases must not touch one."""
    sqs = aws.client("sqs")
    url = sqs.create_queue(QueueName="transaction-review")["QueueUrl"]
    try:
        for name in BY_RISK:
            sqs.send_message(QueueUrl=url, MessageBody=name)
        names = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible")
        before = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
        assert before[names[0]] == str(len(BY_RISK))
        for _ in range(50):
            analyst(aws).waiting()
        run(aws, tmp_path / "views", "list")
        run(aws, tmp_path / "views", "show", "t-1")
        assert sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"] == before
        received = sqs.receive_message(QueueUrl=url, AttributeNames=["ApproximateReceiveCount"])["Messages"]
        assert {message["Attributes"]["ApproximateReceiveCount"] for message in received} == {"1"}
    finally:
        sqs.delete_queue(QueueUrl=url)

"""The order of the steps, what stops them, and Terraform as it is run."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from commands.process import Stopped
from teardown import aws
from teardown.inventory import Inventory
from teardown.steps import WayDown
from teardown.terraform import Terraform
from tests.processes import HEARING

ROOT = Path(__file__).resolve().parents[2]
KEY = "arn:aws:kms:us-east-1:123456789012:key/1"
DEPLOYED = Inventory(
    (
        {
            "address": "aws_dynamodb_table.table",
            "type": "aws_dynamodb_table",
            "values": {
                "name": "transactions",
                "arn": "arn:aws:dynamodb:us-east-1:123456789012:table/transactions",
                "server_side_encryption": [{"kms_key_arn": KEY}],
            },
        },
        {"address": "aws_kms_key.key", "type": "aws_kms_key", "values": {"arn": KEY, "key_id": "1"}},
        {
            "address": "aws_sqs_queue.queue",
            "type": "aws_sqs_queue",
            "values": {"name": "letters", "url": "u", "arn": "arn:aws:sqs:us-east-1:123456789012:letters"},
        },
        {
            "address": "aws_api_gateway_usage_plan_key.key",
            "type": "aws_api_gateway_usage_plan_key",
            "values": {"usage_plan_id": "p", "key_id": "k"},
        },
    )
)


class Recording:
    """A Terraform and an AWS that keep what they were asked for."""

    def __init__(self, actions: list[str]) -> None:
        self.done: list[str] = []
        self.actions = actions
        self.held = 0

    def terraform(self, *arguments: str) -> str:
        self.done.append(" ".join(each for each in arguments if not each.startswith(("-", "/"))))
        return json.dumps({"resource_changes": [{"address": "a.b", "change": {"actions": self.actions}}]})

    def noted(self, name: str, answer: object = None) -> object:
        def call(*_: object) -> object:
            self.done.append(name)
            return answer

        return call


@pytest.fixture
def recording(monkeypatch: pytest.MonkeyPatch) -> Recording:
    made = Recording(["delete"])
    for name, answer in {"shut_out": None, "back_up": "arn", "release": None}.items():
        monkeypatch.setattr(aws, name, made.noted(name, answer))
    monkeypatch.setattr(aws, "messages", lambda _: made.held)
    monkeypatch.setattr(aws, "backups", lambda _: {})
    monkeypatch.setattr(aws, "account_and_region", lambda: ("123456789012", "us-east-1"))
    monkeypatch.setattr(time, "sleep", lambda _: None)
    return made


def way(recording: Recording, *, applied: bool = True, discard: bool = False) -> WayDown:
    return WayDown("fraud-detection", recording.terraform, applied=applied, discard=discard)


def test_the_backup_comes_before_the_protection_goes_and_the_key_is_forgotten_before_the_rest_goes(
    recording: Recording,
) -> None:
    list(way(recording).steps(DEPLOYED))
    assert recording.done == [
        "shut_out",
        "back_up",
        "release",
        "state rm aws_kms_key.key",
        "plan",
        "show",
        "apply",
    ]


def test_without_apply_nothing_is_done(recording: Recording) -> None:
    recording.held = 7
    lines = list(way(recording, applied=False).steps(DEPLOYED))
    assert recording.done == []
    assert "queues: letters holds 7 messages" in lines


def test_messages_stop_it_before_anything_is_done_unless_they_are_given_up(recording: Recording) -> None:
    recording.held = 7
    with pytest.raises(Stopped, match="letters: holds 7 messages"):
        list(way(recording).steps(DEPLOYED))
    assert recording.done == []
    list(way(recording, discard=True).steps(DEPLOYED))
    assert recording.done[-1] == "apply"


@pytest.mark.parametrize("actions", [["create"], ["delete", "create"], ["update"]])
def test_a_plan_that_does_more_than_delete_is_not_applied(actions: list[str], recording: Recording) -> None:
    recording.actions = actions
    with pytest.raises(Stopped, match=r"a\.b: Terraform would"):
        list(way(recording).steps(DEPLOYED))
    assert "apply" not in recording.done


def test_another_account_or_region_stops_it(recording: Recording, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in (("999999999999", "us-east-1"), ("123456789012", "eu-west-1")):
        monkeypatch.setattr(aws, "account_and_region", lambda place=place: place)
        with pytest.raises(Stopped, match="are of another"):
            list(way(recording).steps(DEPLOYED))
    assert recording.done == []


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A terraform command to be written."""
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    file = tmp_path / "terraform"
    file.touch(0o755)
    return file


def test_a_command_that_fails_says_so_in_one_line(script: Path, tmp_path: Path) -> None:
    script.write_text(FAILING)
    with pytest.raises(Stopped, match=r"^terraform plan: Error: no \| more \| even more; fix that, and run it again$"):
        Terraform(tmp_path)("plan")


FAILING = r"""#!/bin/sh
printf '\n\342\225\267\n\342\224\202 Warning: no file\n\n' >&2
printf '\033[31m\342\225\267\033[0m\n\033[31m\342\224\202 \033[1mError: \033[0mno\033[0m\n' >&2
printf ' more\n even more\n secret\n' >&2
exit 1
"""
SLOW = """#!/bin/sh
trap 'echo INT >> said' INT
touch began
for i in 1 2 3 4 5 6 7 8; do sleep 0.25; done
echo written >> said
"""
INTERRUPTED = """
from pathlib import Path
from teardown.terraform import Terraform
try:
    Terraform(Path("."))("apply")
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_what_is_to_end_it_is_handed_on_once_and_terraform_may_end(
    sent: signal.Signals, script: Path, tmp_path: Path
) -> None:
    """Two of them, as somebody who cannot wait; Terraform would end without its state at a second one."""
    process = started(script, tmp_path)
    for _ in range(2):
        process.send_signal(sent)
        time.sleep(0.3)
    out, _ = process.communicate()
    assert out == ("interrupted\n" if sent is signal.SIGINT else "")
    assert process.returncode == (0 if sent is signal.SIGINT else -sent)
    assert (tmp_path / "said").read_text() == "INT\nwritten\n"


def test_a_terminal_that_closes_ends_nothing_that_was_told_to_go_on(script: Path, tmp_path: Path) -> None:
    process = started(script, tmp_path, "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n")
    process.send_signal(signal.SIGHUP)
    process.communicate()
    assert process.returncode == 0
    assert (tmp_path / "said").read_text() == "written\n"


def started(script: Path, folder: Path, first: str = HEARING) -> "subprocess.Popen[str]":
    """A process that runs it, once it has begun."""
    script.write_text(SLOW)
    process = subprocess.Popen(
        [sys.executable, "-c", first + INTERRUPTED],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    while not (folder / "began").exists():
        os.sched_yield()
    return process

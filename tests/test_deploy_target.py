"""`make deploy`: the key is in a file that nobody else reads, for as long as the deploy takes."""

import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from tests.copied_environment import ENVIRONMENT
from tests.processes import PATIENCE
from tests.workflow_steps import job

ROOT = ENVIRONMENT.parent
CHANGES = f"sha256:{'5' * 64}"
KEY = "-----BEGIN PRIVATE KEY-----\nthe key\n-----END PRIVATE KEY-----"
# It writes down what it was given, and where the key lay.
GATE = """#!/bin/sh
printf '%s\\n' "$@" > "$SEEN/words"
env > "$SEEN/environment"
stat -c %a "$3" "$(dirname "$3")" > "$SEEN/modes"
cat "$3" > "$SEEN/key"
[ "$4" != --old-key ] || cat "$5" > "$SEEN/old"
echo "$3" > "$SEEN/path"
{more}
"""


class Deploying:
    """`make deploy` with a gate that only looks."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "tmp").mkdir()
        (folder / "approval.txt").write_text("ada, in run 7 of owner/project\n")

    def start(self, more: str = "", command: Sequence[str] = (), **environment: str) -> "subprocess.Popen[str]":
        (self.folder / "gate").write_text(GATE.format(more=more))
        (self.folder / "gate").chmod(0o755)
        own = {"PATH": os.environ["PATH"], "SEEN": str(self.folder), "TMPDIR": str(self.folder / "tmp")}
        own |= {"SIGNING_KEY": KEY, "LEDGER": "s3://ledger", "APPROVAL": str(self.folder / "approval.txt")}
        own |= {"CHANGES": CHANGES} | environment
        # The environment is there, whatever the stamps of a copy say.
        make = ["make", "--silent", "-o", ".venv/installed", "deploy", f"BIN={self.folder}"]
        return subprocess.Popen(
            command or make,
            cwd=ROOT,
            env=own,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def run(self, more: str = "", **environment: str) -> int:
        with self.start(more, **environment) as made:
            made.communicate()
            return made.returncode

    def seen(self, name: str) -> str:
        return (self.folder / name).read_text()

    def left(self) -> list[Path]:
        return list((self.folder / "tmp").iterdir())


@pytest.fixture
def deploying(tmp_path: Path) -> Deploying:
    return Deploying(tmp_path)


def test_the_gate_is_given_the_key_the_ledger_and_who_approved_what(deploying: Deploying) -> None:
    assert deploying.run() == 0
    assert deploying.seen("key") == f"{KEY}\n"
    words = ["deploy", "--key", deploying.seen("path").strip(), "--ledger", "s3://ledger", "--changes", CHANGES]
    assert deploying.seen("words").splitlines() == [*words, "--approved-by", "ada, in run 7 of owner/project"]


def test_the_keys_of_earlier_entries_are_handed_on(deploying: Deploying) -> None:
    assert deploying.run(OLD_KEYS="one\ntwo") == 0
    assert deploying.seen("old") == "one\ntwo\n"
    assert deploying.seen("words").splitlines()[5:7] == ["--ledger", "s3://ledger"]


def test_a_head_that_was_kept_is_handed_on(deploying: Deploying) -> None:
    assert deploying.run(LEDGER_HEAD=CHANGES) == 0
    assert deploying.seen("words").splitlines()[3:7] == ["--ledger", "s3://ledger", "--head", CHANGES]


def test_without_changes_that_somebody_saw_the_gate_is_given_none(deploying: Deploying) -> None:
    deploying.run(CHANGES="")
    assert deploying.seen("words").splitlines()[-4:-2] == ["--changes", ""]


def test_nobody_else_reads_the_key_and_it_is_not_in_the_environment_of_what_deploys(deploying: Deploying) -> None:
    deploying.run()
    assert deploying.seen("modes").split() == ["600", "700"]
    assert "the key" not in deploying.seen("environment")
    assert "SIGNING_KEY" not in deploying.seen("environment")


@pytest.mark.parametrize("approval", ["", "\n", None])
def test_nothing_is_deployed_where_nobody_approved(deploying: Deploying, approval: str | None) -> None:
    if approval is None:
        (deploying.folder / "approval.txt").unlink()
    else:
        (deploying.folder / "approval.txt").write_text(approval)
    with deploying.start() as made:
        _, said = made.communicate()
    assert made.returncode == 2
    assert "nobody approved this run; begin another one\n" in said
    assert not (deploying.folder / "words").exists()
    assert deploying.left() == []


@pytest.mark.parametrize("more", ["exit 0", "exit 1", "kill -9 $$"])
def test_the_key_is_gone_however_the_deploy_ends(deploying: Deploying, more: str) -> None:
    deploying.run(more)
    assert deploying.seen("key")
    assert deploying.left() == []


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_the_key_is_gone_where_the_deploy_is_stopped(deploying: Deploying, sent: signal.Signals) -> None:
    with deploying.start("echo begun; exec sleep 60") as made:
        assert made.stdout
        assert made.stdout.readline() == "begun\n"
        os.killpg(made.pid, sent)
        made.communicate(timeout=30)
    assert made.returncode != 0
    assert deploying.left() == []


# It has to write something yet, as Terraform has, and is cut off by a second signal.
WRITES = """trap 'trap "exit 9" TERM; sleep 1; echo written > "$SEEN/written"; exit 143' TERM
echo begun
while :; do sleep 0.05; done
"""


@pytest.mark.parametrize("shell", ["sh -e", "bash -e", "bash --noprofile --norc -eo pipefail"])
def test_a_run_that_is_cancelled_waits_for_what_the_gate_writes(deploying: Deploying, shell: str) -> None:
    """A runner signals the process of the step alone: SIGINT, SIGTERM after a while, and then it kills it."""
    (step,) = (step["run"] for step in job("deploy.yml", "deploy")["steps"] if "SIGNING_KEY" in step.get("env", {}))
    script = deploying.folder / "step.sh"
    script.write_text(step.replace(".venv/bin", str(deploying.folder)))
    with deploying.start(WRITES, [*shell.split(), str(script)]) as made:
        assert made.stdout
        assert made.stdout.readline() == "begun\n"
        for sent in (signal.SIGINT, signal.SIGTERM):
            made.send_signal(sent)
            with suppress(subprocess.TimeoutExpired):
                made.wait(0.3)
        made.communicate(timeout=PATIENCE)
    assert made.returncode == 128 + signal.SIGTERM
    assert deploying.seen("written") == "written\n"
    assert deploying.left() == []


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_make_waits_for_it_too_on_a_terminal(deploying: Deploying, sent: signal.Signals) -> None:
    with deploying.start(WRITES) as made:
        assert made.stdout
        assert made.stdout.readline() == "begun\n"
        # The gate is among them, with SIGINT ignored: a terminal sends no other.
        os.killpg(made.pid, signal.SIGINT) if sent is signal.SIGINT else made.send_signal(sent)
        made.communicate(timeout=PATIENCE)
    assert deploying.seen("written") == "written\n"
    assert deploying.left() == []


def test_a_deploy_that_fails_fails_the_target(deploying: Deploying) -> None:
    assert deploying.run("exit 1") != 0

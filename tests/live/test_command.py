"""`make live`: what it shows, and what it refuses, without a deployment."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from rich.console import Console

from gate.model import Assessment, Finding, Outcome
from live.answers import Answer
from live.aws import Aws
from live.deployment import Tampered, deploy
from live.emulator import emulator, installed
from live.judged import NotOpen
from live.missing import Missing
from live.story import Happened
from live.system import running
from live.table import table
from live.terraform import Terraform
from policies.core.known_stacks import SYSTEM
from tests.live.conftest import REQUIRED
from tests.processes import PATIENCE, processes, shown, until

ROOT = Path(__file__).resolve().parents[2]
HOLDING = """
import signal, sys, time
from pathlib import Path
from live.emulator import emulator
signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
# Whoever starts the tests in the background may have had it ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
with emulator(Path(sys.argv[1])) as aws:
    print(aws.url, flush=True)
    time.sleep(3600)
"""
TEST = """
import time
from pathlib import Path
from live.emulator import emulator

def test_that_holds_it(tmp_path):
    with emulator(tmp_path) as aws:
        file = Path("url.new")
        file.write_text(aws.url)
        file.rename("url")
        time.sleep(3600)
"""


def happened(what: str, body: Mapping[str, object], status: int = 200, **left: int) -> Happened:
    counts = {"events": 0, "reviews": 0, "alerts": 0, "dead_letters": 0} | left
    return Happened(what, status, Answer(status, {}, json.dumps(body)), "$6000", **counts)


def test_the_story_can_be_read_at_80_columns(capsys: pytest.CaptureFixture[str]) -> None:
    decided = {
        "decision": "review",
        "duplicate": False,
        "reasons": ["amount_above_review_threshold", "model_above_threshold"],
    }
    errors = {"errors": [{"field": "timestamp", "message": "must not be older than 24 hours"}]}
    told = [happened("$6,000", decided, events=1, reviews=1, alerts=1), happened("two days old", errors, 422)]
    Console(width=80).print(table(told))
    shown = capsys.readouterr().out
    assert max(map(len, shown.splitlines())) <= 80
    for words in ("amount_above_review_threshold", "model_above_threshold", "1 event", "1 review", "1 alert", "422"):
        assert words in shown, f"{words} is cut in two"


def test_what_the_gate_does_not_let_through_is_not_deployed(tmp_path: Path) -> None:
    closed = Assessment("cdk.tf.json", "sha256:0", (Finding("policies", "X", "there", Outcome.FAIL, "bad", "fix it"),))
    with (
        pytest.raises(NotOpen, match=r"the gate is not open for .*; run `gate`"),
        running({SYSTEM: (tmp_path, closed)}),
    ):
        pass


def test_bytes_that_are_not_the_judged_ones_are_not_deployed(synthesized: Path, tmp_path: Path) -> None:
    nobody = Aws("https://127.0.0.1:9", tmp_path / "none")
    with pytest.raises(Tampered, match="its bytes are not those that were judged"):
        deploy(synthesized.parent, "sha256:" + "0" * 64, aws=nobody, scratch=tmp_path)


def test_without_terraform_its_provider_or_the_emulator_it_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("live.emulator.PYTHON", tmp_path / "none")
    with pytest.raises(Missing, match="MiniStack is not installed; run `make emulator`"), emulator(tmp_path):
        pass
    monkeypatch.undo()
    monkeypatch.setattr("live.emulator.PYTHON", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Missing, match="no openssl command on the PATH"), emulator(tmp_path):
        pass
    monkeypatch.undo()
    monkeypatch.setattr("live.terraform.PLACES", (tmp_path,))
    monkeypatch.delenv("TF_CLI_CONFIG_FILE", raising=False)
    monkeypatch.setattr("live.terraform.known_version", lambda: None)
    with pytest.raises(Missing, match=r"no folder named registry\.terraform\.io"):
        Terraform(tmp_path, scratch=tmp_path, variables={})
    monkeypatch.undo()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Missing, match="no terraform command is on the PATH"):
        Terraform(tmp_path, scratch=tmp_path, variables={})


def alive(url: str) -> bool:
    """Whether any process was started for this address."""
    return bool(processes(f"GATEWAY_PORT={url.rpartition(':')[2]}\0"))


@pytest.fixture
def startable() -> None:
    try:
        installed()
    except Missing as missing:
        if REQUIRED:
            raise
        pytest.skip(f"NOT TESTED: {missing}")


@shown
@pytest.mark.usefixtures("startable")
def test_the_emulator_is_gone_when_its_block_ends_also_by_an_error(tmp_path: Path) -> None:
    def failing() -> None:
        with emulator(tmp_path) as aws:
            urls.append(aws.url)
            assert alive(aws.url)
            raise ZeroDivisionError

    urls: list[str] = []
    with pytest.raises(ZeroDivisionError):
        failing()
    assert not alive(urls[0])


@shown
@pytest.mark.usefixtures("startable")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_emulator_is_gone_when_whoever_holds_it_is_stopped(number: signal.Signals, tmp_path: Path) -> None:
    said = tmp_path / "said"
    with (
        said.open("w") as errors,
        subprocess.Popen(
            [sys.executable, "-c", HOLDING, str(tmp_path)], stdout=subprocess.PIPE, stderr=errors, text=True, cwd=ROOT
        ) as process,
    ):
        assert process.stdout
        url = process.stdout.readline().strip()
        assert url, said.read_text()
        assert alive(url)
        process.send_signal(number)
        process.wait(PATIENCE)
    assert until(lambda: not alive(url))


@shown
@pytest.mark.usefixtures("startable")
@pytest.mark.parametrize("options", [(), ("-n", "1")])
def test_the_emulator_is_gone_when_the_tests_that_hold_it_are_killed(options: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "test_holding.py").write_text(TEST)
    tests = [sys.executable, "-m", "pytest", *options, "-p", "no:cacheprovider", f"--basetemp={tmp_path / 'base'}"]
    path = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen([*tests, str(tmp_path)], stdout=subprocess.DEVNULL, cwd=tmp_path, env=path) as process:
        assert until((tmp_path / "url").exists)
        url = (tmp_path / "url").read_text()
        assert alive(url)
        process.kill()
    assert until(lambda: not alive(url))


def test_without_terraform_the_command_ends_in_one_line_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "scratch").mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "live"],
        cwd=ROOT,
        env=os.environ | {"PATH": str(tmp_path), "TMPDIR": str(tmp_path / "scratch")},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "live: terraform: no terraform command is on the PATH; install Terraform 1.11 or newer\n"
    assert list((tmp_path / "scratch").glob("live-*")) == []

"""What would change, as a run says it to whoever approves: the workflow's steps, on what `gate drift` may print."""

import shutil
from pathlib import Path

import pytest

from tests.workflow_steps import job, run

STEPS = {name: step for step in job("deploy.yml", "preview")["steps"] for name in [step.get("run", "").split(" ")[0]]}
LOOK, SHOW, HAND_ON = (STEPS[name] for name in (".venv/bin/gate", "sed", "tail"))
DIGEST = f"sha256:{'5' * 64}"
LINE = f"changes: {DIGEST}\n"

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="NOT TESTED: no bash on the PATH; install bash")


@pytest.fixture
def looked(tmp_path: Path) -> Path:
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    return tmp_path


def look(folder: Path, printed: str, status: int) -> int:
    """The exit status of the step that looks."""
    (folder / "printed").write_text(printed)
    gate = folder / ".venv" / "bin" / "gate"
    gate.write_text(f'#!/bin/sh\n[ "$*" = "drift --changes" ] || exit 3\ncat printed\nexit {status}\n')
    gate.chmod(0o755)
    return run(LOOK, folder, RUNNER_TEMP=str(folder)).returncode


def summary(folder: Path) -> str:
    assert run(SHOW, folder, RUNNER_TEMP=str(folder), GITHUB_STEP_SUMMARY=str(folder / "summary")).returncode == 0
    return (folder / "summary").read_text()


def handed_on(folder: Path) -> tuple[int, str]:
    done = run(HAND_ON, folder, RUNNER_TEMP=str(folder), GITHUB_OUTPUT=str(folder / "output"))
    return done.returncode, (folder / "output").read_text()


@pytest.mark.parametrize("status", [0, 1])
def test_what_would_change_is_shown_and_handed_on(looked: Path, status: int) -> None:
    assert look(looked, f"account: a: is not there\n{LINE}", status) == 0
    assert summary(looked) == f"\n    account: a: is not there\n    {LINE}"
    assert handed_on(looked) == (0, f"changes={DIGEST}\n")


@pytest.mark.parametrize("status", [2, 3, 130, 137])
def test_what_could_not_be_looked_at_ends_the_run(looked: Path, status: int) -> None:
    assert look(looked, "account: a: is not there\n", status) != 0


@pytest.mark.parametrize(
    "printed",
    [
        *("", "account: a: is not there\n", f"{LINE}and more\n", f" {LINE}", f"{LINE.strip()} \n"),
        *("changes: \n", "changes: sha256:\n", f"changes: {DIGEST}5\n", f"changes: {DIGEST} changes: {DIGEST}\n"),
        f"changes={DIGEST}\nchanges:\n",
    ],
)
def test_where_no_digest_stands_last_nothing_is_handed_on_and_nothing_deployed(looked: Path, printed: str) -> None:
    look(looked, printed, 1)
    status, output = handed_on(looked)
    assert status != 0
    assert output == ""


def test_no_line_of_a_difference_is_more_than_text_or_is_taken_for_the_digest(looked: Path) -> None:
    look(looked, f"# a heading\nchanges: sha256:{'6' * 64}\n{LINE}", 1)
    assert all(line.startswith("    ") for line in summary(looked).splitlines()[1:])
    assert handed_on(looked) == (0, f"changes={DIGEST}\n")


def test_the_job_that_deploys_is_given_what_was_handed_on() -> None:
    (deploy,) = (step for step in job("deploy.yml", "deploy")["steps"] if "deploy.sh" in step.get("run", ""))
    assert deploy["env"]["CHANGES"] == "${{ needs.preview.outputs.changes }}"
    assert job("deploy.yml", "preview")["outputs"] == {"changes": "${{ steps.changes.outputs.changes }}"}
    assert HAND_ON["id"] == "changes"
    assert "preview" in job("deploy.yml", "deploy")["needs"]

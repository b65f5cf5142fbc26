"""Who approved a deploy: the workflow's own step, on answers of GitHub."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.workflow_steps import job, put_gh, run

(STEP,) = (step for step in job("deploy.yml", "deploy")["steps"] if step.get("name") == "who approved it")
WHERE = ", in run 7 of owner/project"

pytestmark = [
    pytest.mark.skipif(shutil.which("jq") is None, reason="NOT TESTED: no jq on the PATH; install jq"),
    pytest.mark.skipif(shutil.which("bash") is None, reason="NOT TESTED: no bash on the PATH; install bash"),
]


def review(login: str, state: str = "approved", environment: str = "production") -> dict[str, Any]:
    """A review as GitHub has it."""
    return {"state": state, "comment": "fine", "environments": [{"name": environment}], "user": {"login": login}}


def approver(reviews: list[dict[str, Any]], folder: Path, attempt: str = "1") -> str:
    """What `gate deploy` is told of who approved."""
    put_gh(folder)
    (folder / "there.json").write_text(json.dumps(reviews))
    run_ = {"GITHUB_REPOSITORY": "owner/project", "GITHUB_RUN_ID": "7", "GITHUB_RUN_ATTEMPT": attempt}
    run_ |= {"RUNNER_TEMP": str(folder)}
    files = {"CALLS": str(folder / "calls"), "THERE": str(folder / "there.json")}
    done = run(STEP, folder, APPROVERS=STEP["env"]["APPROVERS"], **run_, **files)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    (words,) = map(json.loads, (folder / "calls").read_text().splitlines())
    assert words[0][:2] == ["api", "repos/owner/project/actions/runs/7/approvals"]
    return (folder / "approval.txt").read_text().rstrip("\n")


def test_who_approved_production_is_named_with_the_run(tmp_path: Path) -> None:
    assert approver([review("ada")], tmp_path) == f"ada{WHERE}"


def test_all_who_approved_are_named_once(tmp_path: Path) -> None:
    assert approver([review("grace"), review("ada"), review("grace")], tmp_path) == f"ada, grace{WHERE}"


@pytest.mark.parametrize(
    "reviews",
    [[], [review("ada", "rejected")], [review("ada", "pending")], [review("ada", environment="plan")]],
    ids=["an environment without rules", "somebody who rejected it", "nobody yet", "another environment"],
)
def test_where_nobody_approved_production_nobody_is_named(reviews: list[dict[str, Any]], tmp_path: Path) -> None:
    assert approver(reviews, tmp_path) == ""


def test_who_left_github_is_nobody(tmp_path: Path) -> None:
    gone = review("ada") | {"user": None}
    (tmp_path / "with-another").mkdir()
    assert approver([gone], tmp_path) == ""
    assert approver([gone, review("grace")], tmp_path / "with-another") == f"grace{WHERE}"


def test_an_approval_may_be_of_an_earlier_attempt_so_that_a_later_one_has_none(tmp_path: Path) -> None:
    assert approver([review("ada")], tmp_path, attempt="2") == ""


def test_where_github_does_not_answer_the_deploy_ends(tmp_path: Path) -> None:
    put_gh(tmp_path, "#!/bin/sh\nexit 1\n")
    environment = {"GITHUB_REPOSITORY": "o/p", "GITHUB_RUN_ID": "7", "RUNNER_TEMP": str(tmp_path), "APPROVERS": "."}
    assert run(STEP, tmp_path, **environment).returncode

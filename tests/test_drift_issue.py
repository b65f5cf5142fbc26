"""The issue that says what drifted: the workflow's own steps, on hostile lines, with a `gh` that only writes down."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow_steps import job, put_gh
from tests.workflow_steps import run as run_step

JOB = job("drift.yml", "issue")
WRITING, SENDING = (step for step in JOB["steps"] if "run" in step)
MARKER: str = JOB["env"]["MARKER"]
INTRODUCTION: str = WRITING["env"]["INTRODUCTION"]
TITLE: str = SENDING["env"]["TITLE"]
MOST = 65_536  # characters that GitHub takes as the text of an issue
BOT = "github-actions[bot]"
ISSUES = "repos/owner/project/issues"
RUN = {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "owner/project", "GITHUB_RUN_ID": "7"}
HEAD = f"{MARKER}\n\n{INTRODUCTION}\n\nhttps://github.com/owner/project/actions/runs/7\n\n"

needs_jq = pytest.mark.skipif(shutil.which("jq") is None, reason="NOT TESTED: no jq on the PATH; install jq")
pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="NOT TESTED: no bash on the PATH; install bash")


def run(step: dict[str, Any], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return run_step(step, folder, MARKER=MARKER, INTRODUCTION=INTRODUCTION, TITLE=TITLE, **RUN, **environment)


def written(lines: bytes, folder: Path) -> str:
    """What stands behind the head of the issue that is made of these lines."""
    (folder / "drift").mkdir(exist_ok=True)
    (folder / "drift" / "drift.txt").write_bytes(lines)
    done = run(WRITING, folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    text = (folder / "issue.md").read_bytes().decode("ascii")
    assert text.startswith(HEAD)
    return text.removeprefix(HEAD)


def sent(there: list[dict[str, Any]], folder: Path) -> list[str]:
    """The method, the place and the text that GitHub gets, where these issues are open already."""
    put_gh(folder)
    (folder / "there.json").write_text(json.dumps(there))
    (folder / "issue.md").write_text("the text")
    done = run(SENDING, folder, CALLS=str(folder / "calls"), THERE=str(folder / "there.json"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    (asked,), (words, body) = map(json.loads, (folder / "calls").read_text().splitlines())
    assert asked[:3] == ["api", "--paginate", f"{ISSUES}?state=open&per_page=100"]
    assert [*words[:3], *words[5:]] == [
        *("api", "--silent", "--method", "--raw-field", f"title={TITLE}"),
        *("--field", "body=@issue.md"),
    ]
    return [words[3], words[4], body]


def issue_of(login: str, number: int, body: str | None, **more: Any) -> dict[str, Any]:
    return {"number": number, "user": {"login": login}, "body": body, **more}


def test_each_difference_is_a_line_of_code_in_the_issue(tmp_path: Path) -> None:
    lines = b"account: a: is not there\nfraud-detection: b: c: is another than was judged\n"
    shown = "    account: a: is not there\n    fraud-detection: b: c: is another than was judged\n"
    assert written(lines, tmp_path) == shown


HOSTILE = {
    "an expression": b"${{ secrets.GITHUB_TOKEN }}",
    "backticks": b"```\n`touch stolen` $(touch stolen)\n; touch stolen",
    "html": b"<script>alert(1)</script><!-- never closed\n--><img src=x>",
    "a mention": b"@owner and\n@owner/team",
    "another end of line": b"a\rb\x0b# c\xc2\x85# d\xe2\x80\xa8# e",
    "the marker": f"x\n{MARKER}\n".encode(),
    "the format of printf": b"%s %n \\x41 -n --",
    "no text": bytes(range(256)),
    "empty lines": b"a\n\n\n# b\n",
}


@pytest.mark.parametrize("lines", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_line_stays_a_line_of_code(lines: bytes, tmp_path: Path) -> None:
    shown = written(lines, tmp_path)
    assert all(line.startswith("    ") for line in shown.splitlines())
    assert len(shown.splitlines()) == len(lines.removesuffix(b"\n").split(b"\n"))
    assert "@" not in shown
    assert not (tmp_path / "stolen").exists()


@given(lines=st.binary(max_size=300))
def test_any_lines_are_lines_of_code(lines: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    shown = written(lines, tmp_path_factory.mktemp("any"))
    assert all(line.startswith("    ") for line in shown.splitlines())
    assert "@" not in shown


@pytest.mark.parametrize("lines", [b"x" * 5_000_000, b"@" * 5_000_000, b"\n" * 5_000_000, b"\xff\n" * 90_000])
def test_many_lines_are_cut_to_what_github_takes(lines: bytes, tmp_path: Path) -> None:
    assert 50_000 < len(HEAD + written(lines, tmp_path)) <= MOST


def test_where_nothing_could_be_looked_at_the_issue_says_so(tmp_path: Path) -> None:
    assert run(WRITING, tmp_path).returncode == 0
    assert (tmp_path / "issue.md").read_text() == HEAD


@pytest.mark.parametrize("link", ["/proc/self/environ", "missing"])
def test_a_link_in_place_of_the_lines_is_not_followed(link: str, tmp_path: Path) -> None:
    (tmp_path / "drift").mkdir()
    (tmp_path / "drift" / "drift.txt").symlink_to(link)
    assert run(WRITING, tmp_path).returncode
    assert not (tmp_path / "issue.md").exists()


@needs_jq
@pytest.mark.parametrize(
    ("there", "method", "place"),
    [
        ([], "POST", ISSUES),
        ([issue_of(BOT, 3, f"{MARKER}\nold")], "PATCH", f"{ISSUES}/3"),
        ([issue_of("engineer", 1, f"{MARKER}\nforged"), issue_of(BOT, 3, MARKER)], "PATCH", f"{ISSUES}/3"),
        ([issue_of(BOT, 3, MARKER), issue_of(BOT, 4, MARKER)], "PATCH", f"{ISSUES}/3"),
        ([issue_of("engineer", 1, f"{MARKER}\nforged")], "POST", ISSUES),
        ([issue_of(BOT, 2, f"another, which quotes {MARKER}"), issue_of(BOT, 5, None)], "POST", ISSUES),
        ([issue_of(BOT, 2, MARKER, pull_request={"url": "x"})], "POST", ISSUES),
    ],
    ids=["the first", "the next", "beside a forged one", "of two", "a forged one alone", "another", "a pull request"],
)
def test_one_issue_is_written_and_then_renewed(
    there: list[dict[str, Any]], method: str, place: str, tmp_path: Path
) -> None:
    assert sent(there, tmp_path) == [method, place, "the text"]


@needs_jq
def test_nothing_is_written_where_github_does_not_answer(tmp_path: Path) -> None:
    put_gh(tmp_path, '#!/bin/sh\necho "$*" >> calls\nexit 1\n')
    assert run(SENDING, tmp_path).returncode
    assert len((tmp_path / "calls").read_text().splitlines()) == 1

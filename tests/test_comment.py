"""The comment on a pull request: the workflow's own steps, on hostile reports, with a `gh` that only writes down."""

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow_steps import job, put_gh
from tests.workflow_steps import run as run_step

JOB = job("gate.yml", "comment")
WRITING, SENDING = (step for step in JOB["steps"] if "run" in step)
MARKER: str = JOB["env"]["MARKER"]
MOST = 65_536  # characters that GitHub takes as a comment
BOT = "github-actions[bot]"
COMMENTS = "repos/owner/project/issues/7/comments"

needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="NOT TESTED: no bash on the PATH; install bash")
needs_jq = pytest.mark.skipif(shutil.which("jq") is None, reason="NOT TESTED: no jq on the PATH; install jq")
pytestmark = needs_bash


class Sent(NamedTuple):
    """A request: the method, the place, and the body of the comment."""

    method: str
    place: str
    body: str


def run(step: dict[str, Any], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return run_step(step, folder, MARKER=MARKER, **environment)


def written(report: bytes, folder: Path) -> bytes:
    """The comment that is made of a report."""
    (folder / "reports").mkdir(exist_ok=True)
    (folder / "reports" / "report.md").write_bytes(report)
    done = run(WRITING, folder, INTRODUCTION=WRITING["env"]["INTRODUCTION"])
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return (folder / "comment.md").read_bytes()


def sent(comment: bytes, there: list[dict[str, Any]], folder: Path) -> Sent:
    """What is asked of GitHub, where these comments are there already."""
    put_gh(folder)
    (folder / "there.json").write_text(json.dumps(there))
    (folder / "comment.md").write_bytes(comment)
    repository = {"GITHUB_REPOSITORY": "owner/project", "NUMBER": "7"}
    files = {"CALLS": str(folder / "calls"), "THERE": str(folder / "there.json")}
    done = run(SENDING, folder, **repository, **files)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    asked, (words, body) = map(json.loads, (folder / "calls").read_text().splitlines())
    assert asked[0][:3] == ["api", "--paginate", f"{COMMENTS}?per_page=100"]
    assert [*words[:3], *words[5:]] == ["api", "--silent", "--method", "--field", "body=@comment.md"]
    return Sent(words[3], words[4], body)


def comment_of(login: str, number: int, body: str) -> dict[str, Any]:
    return {"id": number, "user": {"login": login}, "body": body}


HOSTILE = {
    "an expression": b"${{ secrets.GITHUB_TOKEN }} and ${{ github.token }}",
    "backticks": b"`touch stolen` and $(touch stolen) and ```\n; touch stolen\n",
    "html": b"<script>alert(1)</script><img src=x onerror=alert(1)><!-- never closed",
    "a heredoc's end": b"EOF\n'\n\"\n\\\ntouch stolen\n",
    "a command of the runner": b"::set-env name=PATH::/tmp\n::add-mask::x\n##[group]",
    "no text": bytes(range(256)) * 200,
    "the marker": f"before\n{MARKER}\nafter".encode(),
    "the format of printf": b"%s %n %d \\x41 -n -e --",
    "nothing": b"",
}


@pytest.mark.parametrize("report", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_report_is_text_behind_the_marker_and_who_says_so(report: bytes, tmp_path: Path) -> None:
    comment = written(report, tmp_path)
    head = f"{MARKER}\n\n{WRITING['env']['INTRODUCTION']}\n\n".encode()
    assert comment.startswith(head)
    assert comment.removeprefix(head) == shown(report)
    assert not (tmp_path / "stolen").exists()


def shown(report: bytes) -> bytes:
    """A report, as the comment has it."""
    return re.sub(rb"&(#|commat)", rb"&amp;\1", report.replace(b"@", "@\u200b".encode()))


HUGE = {"letters": b"x" * 5_000_000, "mentions": b"@" * 5_000_000, "lines": b"a@\n" * 50_000}
HUGE |= {"pictures": "🌈".encode() * 100_000, "no text": b"\xff" * 100_000}


@pytest.mark.parametrize("report", HUGE.values(), ids=HUGE)
def test_a_huge_report_is_cut_to_what_github_takes(report: bytes, tmp_path: Path) -> None:
    comment = written(report, tmp_path)
    assert 65_000 < len(comment) <= MOST
    assert len(comment.decode(errors="replace").encode("utf-16-le")) // 2 <= MOST


@pytest.mark.parametrize("mention", ["@owner", "@owner/team", "`@owner`", "a @owner, @other", "@@owner", "\\@owner"])
def test_a_report_notifies_nobody(mention: str, tmp_path: Path) -> None:
    said = written(mention.encode(), tmp_path).decode()
    assert said.count("@") == mention.count("@")
    assert said.count("@\u200b") == mention.count("@")


@pytest.mark.parametrize("at", ["&commat;", "&#64;", "&#x40;", "&#0064;", "&#X40;", "`&#64;`", "&#38;#64;"])
def test_what_html_would_turn_into_a_mention_is_text(at: str, tmp_path: Path) -> None:
    said = written(f"{at}owner".encode(), tmp_path).decode().splitlines()[-1]
    assert "@" not in html.unescape(said)
    assert html.unescape(said) == f"{at}owner"


@given(report=st.binary(max_size=300))
def test_any_report_is_text(report: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("any")
    assert written(report, folder).endswith(shown(report))


@pytest.mark.parametrize("link", ["/proc/self/environ", "missing"])
def test_a_link_in_place_of_the_report_is_not_followed(link: str, tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "report.md").symlink_to(link)
    assert run(WRITING, tmp_path, INTRODUCTION="").returncode
    assert not (tmp_path / "comment.md").exists()


def test_without_a_report_there_is_no_comment(tmp_path: Path) -> None:
    assert run(WRITING, tmp_path, INTRODUCTION="").returncode
    assert not (tmp_path / "comment.md").exists()


@needs_jq
@pytest.mark.parametrize(
    ("there", "method", "place"),
    [
        ([], "POST", COMMENTS),
        ([comment_of(BOT, 3, f"{MARKER}\nold")], "PATCH", "repos/owner/project/issues/comments/3"),
        ([comment_of("engineer", 1, f"{MARKER}\nforged"), comment_of(BOT, 3, f"{MARKER}\n")], "PATCH", "/comments/3"),
        ([comment_of(BOT, 3, f"{MARKER}\n"), comment_of(BOT, 4, f"{MARKER}\n")], "PATCH", "/comments/3"),
        ([comment_of("engineer", 1, f"{MARKER}\nforged")], "POST", COMMENTS),
        ([comment_of(BOT, 2, f"another report, which quotes {MARKER}")], "POST", COMMENTS),
    ],
    ids=["the first", "the next", "beside a forged one", "of two", "a forged one alone", "another of the bot"],
)
def test_one_comment_is_written_and_then_renewed(
    there: list[dict[str, Any]], method: str, place: str, tmp_path: Path
) -> None:
    found = sent(MARKER.encode() + b"\n\nnew", there, tmp_path)
    assert found.method == method
    assert found.place.endswith(place)
    assert found.body == f"{MARKER}\n\nnew"


@needs_jq
@pytest.mark.parametrize("report", [b"$(touch stolen)`touch stolen`${{ x }}@file", b"@/etc/passwd", b"true", b"7"])
def test_what_is_sent_is_the_very_text(report: bytes, tmp_path: Path) -> None:
    comment = written(report, tmp_path)
    assert sent(comment, [], tmp_path).body.encode() == comment
    assert not (tmp_path / "stolen").exists()


@needs_jq
def test_nothing_is_written_where_github_does_not_answer(tmp_path: Path) -> None:
    put_gh(tmp_path, '#!/bin/sh\necho "$*" >> calls\nexit 1\n')
    assert run(SENDING, tmp_path, GITHUB_REPOSITORY="owner/project", NUMBER="7").returncode
    assert len((tmp_path / "calls").read_text().splitlines()) == 1

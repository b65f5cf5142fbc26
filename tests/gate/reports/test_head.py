"""The head of each report says which system, commit and time it is of, by which tools, on how much."""

import json
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gate.model import Assessment, Finding, Outcome
from gate.origin import Origin, address, origin
from gate.provenance.attested import Attested
from gate.provenance.tree_state import TreeState
from gate.reports import write as report
from gate.reports.evidence import Evidence
from gate.reports.head import head
from gate.waivers.load import Waiver
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import Frozen

COMMIT = "ab" * 20
STACK = Stack((Resource("aws_sns_topic", "alerts", Frozen()), Resource("provider", "aws", Frozen())))
FOUND = (
    Finding("policies", "FRAUD_X_1", "p", Outcome.PASS),
    Finding("checkov", "FRAUD_X_1", "p", Outcome.PASS),
    Finding("pytest", "PYTEST_x", "p", Outcome.PASS),
)


def of(tree: TreeState, **more: object) -> Evidence:
    attested = Attested({}, {}, {"python": "3.11.7", "checkov": "3.3.30"}, tree)
    assessments = (Assessment("cdktf.out/stacks/fraud-detection/cdk.tf.json", "", FOUND, stack=STACK),)
    made = Evidence("2026-11-25T14:03:02Z", assessments, (), attested=attested)
    return replace(made, **more)  # type: ignore[arg-type]


def test_system_time_tools_and_counts_are_told() -> None:
    said = head(of(TreeState(COMMIT)))
    assert said["system"] == "Fraud detection: fraud-detection"
    assert said["judged at"] == "2026-11-25T14:03:02Z (UTC)"
    assert said["tools"] == "python 3.11.7, checkov 3.3.30"
    assert said["judged"] == "1 resource by 2 rules of 3 engines (our own judge, Checkov, pytest)"
    assert "branch" not in said


@pytest.mark.parametrize(
    ("tree", "words"),
    [
        (TreeState(COMMIT), f"{COMMIT} (clean"),
        (TreeState(COMMIT, {"notes.txt": "sha"}), f"{COMMIT} (not clean: notes.txt differs"),
        (TreeState(COMMIT, dict.fromkeys("abcde", "sha")), f"{COMMIT} (not clean: a, b, c and 2 more differ"),
        (TreeState(why="git is not on the PATH; install it"), "not known: git is not on the PATH; install it"),
    ],
)
def test_a_tree_that_is_not_the_commit_is_named_so(tree: TreeState, words: str) -> None:
    assert head(of(tree))["commit"].startswith(words)


def test_who_answers_for_a_waiver_is_told_and_no_approval_is_made_up() -> None:
    assert head(of(TreeState(COMMIT)))["approved by"] == "the gate does not know who reviewed the change"
    waiver = Waiver("FRAUD_LOG_1", "p", "payments", "RISK-7", "a migration", date(2026, 12, 1), "sha256:x")
    assert head(of(TreeState(COMMIT), waivers=(waiver,)))["approved by"].startswith("payments (RISK-7) for what is")


def test_page_markdown_and_json_have_the_same_head() -> None:
    evidence = of(TreeState(COMMIT), origin=Origin("a <b> branch", "somebody", "17"))
    said = head(evidence)
    assert said["started by"] == "somebody, run 17"
    assert json.loads(report.RENDERERS["verdict.json"](evidence))["head"] == said
    for name, branch in (("report.html", "a &lt;b&gt; branch"), ("report.md", "a &lt;b> branch")):
        text = report.RENDERERS[name](evidence)
        assert all(words in text for words in (COMMIT, "2026-11-25T14:03:02Z", "checkov 3.3.30", branch, "run 17"))


def test_ci_says_where_a_run_comes_from_and_elsewhere_git_does(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", "-b", "work", str(tmp_path)], check=True)
    said = {"GITHUB_HEAD_REF": "", "GITHUB_REF_NAME": "main", "GITHUB_ACTOR": "somebody", "GITHUB_RUN_ID": "17"}
    assert origin(tmp_path, said | {"CI": "true"}) == Origin("main", "somebody", "17")
    assert origin(tmp_path, said) == Origin("work")
    assert origin(tmp_path / ".git", {"CI": ""}).actor == ""


@pytest.mark.parametrize(
    ("remote", "shown"),
    [
        ("https://somebody:secret@example.com:8443/a/b.git?token=secret#x", "https://example.com:8443/a/b.git"),
        ("https://secret@example.com/a b", "https://example.com/a%20b"),
        ("git@example.com:payments/fraud.git", "ssh://example.com/payments/fraud.git"),
        ("ssh://git:secret@example.com/fraud", "ssh://example.com/fraud"),
        *(
            (nothing, "")
            for nothing in ("", "/srv/fraud.git", "../fraud", "file:///srv/fraud", "C:\\fraud", "https://[x")
        ),
        ("ext::sh -c secret", ""),
    ],
)
def test_a_remote_is_shown_without_what_is_secret_and_a_folder_is_not(remote: str, shown: str) -> None:
    assert address(remote) == shown


@given(st.text(max_size=30), st.text(st.characters(exclude_characters="/?#@"), max_size=12))
def test_no_address_holds_a_user_or_a_password(rest: str, secret: str) -> None:
    for remote in (f"https://me:{secret}!secret@example.com/{rest}", f"{secret}!secret@example.com:{rest}"):
        assert "!secret" not in address(remote).partition("example.com")[0]


def test_git_names_the_repository_and_ci_before_it(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    remote = ["remote", "add", "origin", "https://me:secret@example.com/fraud.git"]
    subprocess.run(["git", "-C", str(tmp_path), *remote], check=True)
    assert origin(tmp_path, {}).repository == "https://example.com/fraud.git"
    said = {"CI": "true", "GITHUB_SERVER_URL": "https://github.example", "GITHUB_REPOSITORY": "payments/fraud"}
    assert origin(tmp_path, said).repository == "https://github.example/payments/fraud"

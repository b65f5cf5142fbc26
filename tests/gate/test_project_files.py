"""What does not belong in the project's folder closes the gate by its name, tracked or not."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from gate.assess import assess
from gate.criteria import Criteria
from gate.engines.checkov.second_opinion import Opinion
from gate.model import Finding, Outcome, Verdict
from gate.moment import day, now
from gate.own_rules import COMPILED_FILE, FOREIGN_FILE, SHADOWED_MODULE
from gate.project_files import CODE, ROOT_ENTRIES, strange_files

ROOT = Path(__file__).resolve().parents[2]
EXTENSION = "cpython-311-x86_64-linux-gnu.so"
# What is put there, and the rule and the path of the finding.
STRANGE = (
    *((name, FOREIGN_FILE, name) for name in ("sitecustomize.py", "click.py", "Click.PY", "json.pyw", "conftest.py")),
    *((f"{name}/core.py", FOREIGN_FILE, name) for name in ("checkov", "namespace", "GATE")),
    *((name, FOREIGN_FILE, name.partition("/")[0]) for name in ("deep/er/still/x.so", "gate.py")),
    *((name, COMPILED_FILE, name) for name in (f"gate/words.{EXTENSION}", "policies/core/stack.abi3.so")),
    *((name, COMPILED_FILE, name) for name in ("gate/words.pyc", "stacks/APP.PYO", "lambdas/more.pyd", "gate/x.pth")),
    *((name, COMPILED_FILE, name) for name in ("policies/more.zip", "gate/m.egg", "tests/compliance/sub/x.pyc")),
    *((f"{name}/__init__.py", SHADOWED_MODULE, name) for name in ("gate/words", "gate/engines/judge", "stacks/App")),
    *((f"{name}/x.txt", SHADOWED_MODULE, name) for name in ("policies/aws/arn", "tests/compliance/test_wiring")),
    ("gate/words.pyw", SHADOWED_MODULE, "gate/words.pyw"),
    ("lambdas/fraud_analyzer/Handler.py", SHADOWED_MODULE, "lambdas/fraud_analyzer/handler.py"),
)
# What only git can tell from what is made by a run.
TRACKED = (
    *((name, COMPILED_FILE) for name in ("gate/__pycache__/words.cpython-311.pyc", "docs/x.pyc", "tests/more.so")),
    *((name, COMPILED_FILE) for name in ("x.pth", "bench/tool.pyz", "live/__PYCACHE__/x", "training/m.whl")),
    *((name, FOREIGN_FILE) for name in ("GNUmakefile", "pytest.ini", "setup.cfg", "notes.txt", ".checkov.yaml")),
    *((name, FOREIGN_FILE) for name in (".venv/bin/gate", "reports/verdict.json", "cdktf.out/manifest.json")),
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project's code in a repository of its own."""
    for folder in CODE:
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def put(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("x = 1\n")


def found(folder: Path) -> list[tuple[str, str]]:
    findings = tuple(strange_files(folder))
    assert all(finding.outcome is Outcome.ERROR and finding.details and finding.remedy for finding in findings)
    return [(finding.policy, finding.place) for finding in findings]


def test_nothing_is_strange_in_the_project_itself() -> None:
    assert list(strange_files(ROOT)) == []


def test_the_list_of_the_root_names_what_is_tracked_there_and_no_more() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    # It is not there before there is a second deployment.
    assert {path.partition("/")[0] for path in listed.splitlines()} | {"deployments"} == ROOT_ENTRIES


@pytest.mark.parametrize(("name", "rule", "place"), STRANGE, ids=[name for name, _, _ in STRANGE])
@pytest.mark.parametrize("known", ["tracked", "untracked", "without git"])
def test_a_strange_file_is_named_whether_git_tracks_it_or_not(
    known: str, name: str, rule: str, place: str, project: Path
) -> None:
    put(project, name)
    if known == "tracked":
        git(project, "add", "-Af", name)
    if known == "without git":
        shutil.rmtree(project / ".git")
    assert (rule, place) in found(project)


@pytest.mark.parametrize(("name", "rule"), TRACKED, ids=[name for name, _ in TRACKED])
def test_what_only_a_run_may_make_is_named_where_git_tracks_it(name: str, rule: str, project: Path) -> None:
    put(project, name)
    git(project, "add", "-f", name)
    assert rule in {rule for rule, place in found(project) if name.startswith(place)}


@pytest.mark.parametrize(
    "name",
    [
        *("reports/report.html", "cdktf.out/manifest.json", "out/stacks/fraud-detection/cdk.tf.json", ".venv/x.py"),
        *("gate/__pycache__/words.cpython-311.pyc", "__pycache__/x.pyc", "notes.txt", ".hidden/x.py", "my-notes/x.py"),
        *("policies/logs/new_rule.py", "tests/compliance/sub/test_more.py", "tests/compliance/sub/conftest.py"),
    ],
)
def test_what_a_run_makes_and_what_somebody_is_writing_is_not_strange(name: str, project: Path) -> None:
    put(project, name)
    assert found(project) == []


def link_a_module(project: Path) -> str:
    (project / "gate" / "more.py").symlink_to(project / "gate" / "words.py")
    return "gate/more.py"


def link_a_package(project: Path) -> str:
    (project / "policies" / "more").symlink_to(project / "policies" / "logs", target_is_directory=True)
    return "policies/more"


def link_all_of_it(project: Path) -> str:
    (project / "gate").rename(project / "else-where")
    (project / "gate").symlink_to("else-where", target_is_directory=True)
    return "gate"


def link_the_tests(project: Path) -> str:
    (project / "tests" / "compliance").rename(project / "else-where")
    (project / "tests" / "compliance").symlink_to("../else-where", target_is_directory=True)
    return "tests/compliance"


def link_another_folder(project: Path) -> str:
    (project / "more").symlink_to(project / "gate", target_is_directory=True)
    return "more"


def make_a_pipe(project: Path) -> str:
    os.mkfifo(project / "policies" / "logs" / "rule.py")
    return "policies/logs/rule.py"


LINKS = (link_a_module, link_a_package, link_all_of_it, link_the_tests, link_another_folder, make_a_pipe)


@pytest.mark.parametrize("change", LINKS)
def test_a_link_or_a_pipe_in_the_place_of_code_is_named(change: Callable[[Path], str], project: Path) -> None:
    assert (FOREIGN_FILE, change(project)) in found(project)


def test_such_a_finding_keeps_the_gate_closed_and_nobody_may_waive_it(
    synthesized: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strange = Finding("gate", FOREIGN_FILE, "click.py", Outcome.ERROR, "could be imported from here", "remove it")
    monkeypatch.setattr("gate.assess.strange_files", lambda root: iter([strange] if root == ROOT else []))
    monkeypatch.setattr("gate.assess._opinion", lambda *_: Opinion(()))
    assessment = assess(synthesized, Criteria(), name="cdk.tf.json", today=day(now()))
    assert assessment.verdict is Verdict.ERROR
    assert strange in assessment.findings

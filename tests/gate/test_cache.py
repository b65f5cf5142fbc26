"""A remembered verdict holds as long as nothing has changed that could move it, and never in CI."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from gate import cache, run
from gate.cli.command import gate
from gate.criteria import Criteria
from gate.model import Assessment, Finding, Outcome
from gate.reports import write as report
from gate.reports.evidence import Evidence
from gate.reports.names import NAMES
from gate.words import ago

FINDINGS = (
    Finding("policies", "FRAUD_X_1", "somewhere", Outcome.PASS),
    Finding("checkov", "CKV_X", "there", Outcome.FAIL, "fails", "fix it"),
)
TODAY = "2026-11-25"
INPUTS = (
    *(f"{folder}/code.py" for folder in ("stacks", "lambdas", "policies", "gate", "tests/compliance", "tests")),
    *("policies/waivers.toml", "lambdas/fraud_analyzer/model.json", "cdktf.json", "pyproject.toml", "Makefile"),
    *("requirements.lock", ".pre-commit-config.yaml", ".github/workflows/gate.yml", ".github/CODEOWNERS", ".ci/run"),
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small project: one file in each place that is an input."""
    for name in INPUTS:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x = 1\n")
    return tmp_path


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "cdktf.out"
    folder.mkdir()
    (folder / "cdk.tf.json").write_text("{}")
    return folder


@pytest.mark.parametrize("changed", INPUTS)
def test_the_key_changes_with_every_input(changed: str, root: Path) -> None:
    before = cache.key(root, date=TODAY)
    assert cache.key(root, date=TODAY) == before
    (root / changed).write_text("x = 2\n")
    assert cache.key(root, date=TODAY) != before


def add_a_file(root: Path) -> None:
    (root / "policies" / "more.toml").touch()


def remove_a_file(root: Path) -> None:
    (root / "gate" / "code.py").unlink()


def rename_a_file(root: Path) -> None:
    (root / "gate" / "code.py").rename(root / "gate" / "other.py")


def add_a_setting_of_checkovs(root: Path) -> None:
    (root / ".checkov.yaml").touch()


def add_a_module_to_the_root(root: Path) -> None:
    (root / "click.py").touch()


def track_bytecode(root: Path) -> None:
    (root / "gate" / "__pycache__").mkdir()
    (root / "gate" / "__pycache__" / "code.pyc").touch()
    for command in (["init", "-q"], ["add", "-f", "gate/__pycache__"]):
        subprocess.run(["git", *command], cwd=root, check=True)


CHANGES = (
    add_a_file,
    remove_a_file,
    rename_a_file,
    add_a_setting_of_checkovs,
    add_a_module_to_the_root,
    track_bytecode,
)


@pytest.mark.parametrize("change", CHANGES)
def test_the_key_changes_with_what_is_there(change: Callable[[Path], None], root: Path) -> None:
    before = cache.key(root, date=TODAY)
    change(root)
    assert cache.key(root, date=TODAY) != before


def test_the_key_changes_with_the_day_the_tools_and_the_environment(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [cache.key(root, date=TODAY), cache.key(root, date="2026-11-26")]
    monkeypatch.setenv("CKV_FRAMEWORK", "dockerfile")
    keys.append(cache.key(root, date=TODAY))
    monkeypatch.setattr(cache, "_tools", lambda: ["checkov-0.0.0.dist-info"])
    keys.append(cache.key(root, date=TODAY))
    monkeypatch.setattr(sys, "version", sys.version.replace("[", "[another ", 1))
    keys.append(cache.key(root, date=TODAY))
    assert len(set(keys)) == len(keys)


def test_the_key_does_not_change_with_what_is_only_read_or_made(root: Path) -> None:
    before = cache.key(root, date=TODAY)
    for name in ("README.md", "docs/for-auditors.md", "notes.txt", "reports/report.html", "cdktf.out/manifest.json"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).touch()
    assert cache.key(root, date=TODAY) == before


def test_the_key_does_not_change_with_what_python_compiled(root: Path) -> None:
    before = cache.key(root, date=TODAY)
    (root / "gate" / "__pycache__").mkdir()
    (root / "gate" / "__pycache__" / "code.pyc").touch()
    assert cache.key(root, date=TODAY) == before


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder, in which the user's key comes to lie."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    report.write(folder, Evidence(TODAY, (Assessment("a.json", "sha256:0", FINDINGS),), ()))
    return folder


@pytest.fixture
def kept(tmp_path: Path, output: Path, reports: Path) -> Path:
    file = tmp_path / "cache.json"
    cache.remember("k", [Assessment("a.json", "sha256:0", FINDINGS)], reports, file=file, output=output)
    return file


def test_what_is_remembered_is_recalled_whole(kept: Path, output: Path, reports: Path) -> None:
    found = cache.recall("k", reports, file=kept, output=output)
    assert found is not None
    assert found.assessments == (Assessment("a.json", "sha256:0", FINDINGS),)
    assert datetime.now(UTC) - found.written < timedelta(minutes=5)


def test_another_key_recalls_nothing(kept: Path, output: Path, reports: Path) -> None:
    assert cache.recall("l", reports, file=kept, output=output) is None


@pytest.mark.parametrize("name", ["extra_override.tf.json", "__pycache__/extra.pyc", ".terraform/providers/aws"])
def test_another_synthesized_folder_recalls_nothing(name: str, kept: Path, output: Path, reports: Path) -> None:
    (output / name).parent.mkdir(parents=True, exist_ok=True)
    (output / name).write_text("{}")
    assert cache.recall("k", reports, file=kept, output=output) is None


def test_a_verdict_beside_a_link_is_not_remembered(tmp_path: Path, output: Path, reports: Path) -> None:
    (output / "bundle.zip").symlink_to(tmp_path / "elsewhere")
    file = tmp_path / "cache.json"
    cache.remember("k", [Assessment("a.json", "sha256:0", FINDINGS)], reports, file=file, output=output)
    assert not file.exists()


@pytest.mark.parametrize("name", NAMES)
def test_reports_that_are_not_as_they_were_written_recall_nothing(
    name: str, kept: Path, output: Path, reports: Path
) -> None:
    assert cache.recall("k", reports, file=kept, output=output)
    (reports / name).write_text("another")
    assert cache.recall("k", reports, file=kept, output=output) is None
    (reports / name).unlink()
    assert cache.recall("k", reports, file=kept, output=output) is None


@pytest.mark.parametrize("folder", ["stacks", "policies"])
def test_with_a_link_among_the_inputs_nothing_is_remembered(folder: str, root: Path) -> None:
    (root / folder / ".#code.py").symlink_to(root / "nowhere")
    assert cache.key(root, date=TODAY) is None


def git(root: Path, *arguments: str) -> None:
    person = ["-c", "user.name=Engineer", "-c", "user.email=engineer@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *person, *arguments], cwd=root, check=True, capture_output=True)


def test_the_key_changes_with_the_commit_of_the_same_tree_and_with_what_differs_from_it(root: Path) -> None:
    keys = [cache.key(root, date=TODAY)]
    git(root, "init", "--quiet")
    git(root, "add", ".")
    for _ in range(2):
        git(root, "commit", "--quiet", "--allow-empty", "--message", "same tree")
        keys.append(cache.key(root, date=TODAY))
    for text in ("one", "other"):
        (root / "notes.txt").write_text(text)
        keys.append(cache.key(root, date=TODAY))
    assert len(set(keys)) == len(keys)


def damage(file: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    seal, _, text = file.read_text().partition("\n")
    entry = json.loads(text)
    file.write_text(f"{change(entry) or seal}\n{json.dumps(entry)}")


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry["assessments"][0]["findings"][1].update(outcome="pass"),
        lambda entry: entry.update(written="2027-01-01T00:00:00+00:00"),
        lambda _: " ",
        lambda _: "é",
        lambda entry: entry.clear(),
    ],
)
def test_a_damaged_entry_recalls_nothing(change: Any, kept: Path, output: Path, reports: Path) -> None:
    damage(kept, change)
    assert cache.recall("k", reports, file=kept, output=output) is None


def planted(entry: dict[str, Any]) -> str:
    """What an attacker writes who has everything but the user's key; the seal is returned."""
    entry["assessments"][0]["findings"][1]["outcome"] = "pass"
    return hashlib.sha256(json.dumps(entry).encode()).hexdigest()


def test_an_entry_that_came_with_the_project_recalls_nothing_though_its_digest_fits(
    kept: Path, output: Path, reports: Path
) -> None:
    damage(kept, planted)
    assert cache.recall("k", reports, file=kept, output=output) is None


def test_an_entry_that_was_sealed_on_another_machine_recalls_nothing(
    kept: Path, output: Path, reports: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another"))
    assert cache.recall("k", reports, file=kept, output=output) is None


def test_an_entry_of_another_user_recalls_nothing(
    kept: Path, output: Path, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cache.recall("k", reports, file=kept, output=output)
    monkeypatch.setattr(os, "getuid", lambda: kept.stat().st_uid + 1)
    assert cache.recall("k", reports, file=kept, output=output) is None


def link(kept: Path) -> None:
    kept.rename(kept.with_name("elsewhere"))
    kept.symlink_to(kept.with_name("elsewhere"))


def open_to_all(kept: Path) -> None:
    kept.chmod(0o666)


def make_a_pipe(kept: Path) -> None:
    kept.unlink()
    os.mkfifo(kept)


@pytest.mark.parametrize("change", [link, open_to_all, make_a_pipe])
def test_an_entry_that_others_could_have_written_recalls_nothing(
    change: Callable[[Path], None], kept: Path, output: Path, reports: Path
) -> None:
    change(kept)
    assert cache.recall("k", reports, file=kept, output=output) is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b"null"])
def test_a_file_that_is_no_entry_recalls_nothing(content: bytes, kept: Path, output: Path, reports: Path) -> None:
    kept.write_bytes(content)
    assert cache.recall("k", reports, file=kept, output=output) is None


def test_a_run_that_could_not_judge_is_not_remembered(tmp_path: Path, output: Path, reports: Path) -> None:
    broken = (Finding("policies", "A", "p", Outcome.ERROR),)
    cache.remember("k", [Assessment("a.json", "", broken)], reports, file=tmp_path / "cache.json", output=output)
    assert not (tmp_path / "cache.json").exists()


@pytest.mark.parametrize("ci", ["true", "1", "", "false"])
def test_where_ci_is_set_nothing_comes_from_the_cache(ci: str) -> None:
    assert not cache.allowed({"CI": ci})
    assert cache.allowed({})


@pytest.fixture
def ask(kept: Path, output: Path, reports: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs the command line over that entry; what would be judged anew is open, with nothing said of a cache."""
    anew = (Assessment("anew.json", "sha256:1", FINDINGS[:1]),)
    monkeypatch.setattr(run, "_assessed", lambda *_, **__: (anew, Criteria()))
    monkeypatch.setattr(cache, "key", lambda **_: "k")
    recall, remember = cache.recall, cache.remember
    monkeypatch.setattr(cache, "remember", lambda *given: remember(*given, file=kept, output=output))
    monkeypatch.setattr(cache, "recall", lambda key, reports: recall(key, reports, file=kept, output=output))
    monkeypatch.delenv("CI", raising=False)
    return lambda *arguments, **env: CliRunner(env=env).invoke(gate, ["check", *arguments, "--reports", str(reports)])


def test_a_verdict_from_the_cache_says_so_with_its_digest_and_age(ask: Callable[..., Result], tmp_path: Path) -> None:
    result = ask()
    assert result.exit_code == 1
    assert "from the cache, judged" in result.stderr
    assert "a.json sha256:0" in result.stdout
    assert json.loads((tmp_path / "reports" / "verdict.json").read_text())["digest"] == "sha256:0"


@pytest.mark.parametrize(("arguments", "environment"), [(["--fresh"], {}), ([], {"CI": "true"}), (["x.json"], {})])
def test_whoever_asks_for_it_has_it_judged_anew(
    arguments: list[str], environment: dict[str, str], ask: Callable[..., Result]
) -> None:
    result = ask(*arguments, **environment)
    assert result.exit_code == 0
    assert "anew.json" in result.stdout
    assert "cache" not in result.stderr


def test_a_verdict_that_was_asked_for_anew_is_remembered(ask: Callable[..., Result]) -> None:
    assert "anew.json" in ask("--fresh").stdout
    result = ask()
    assert "from the cache, judged" in result.stderr
    assert "anew.json" in result.stdout


@pytest.mark.parametrize("arguments", [[], ["--fresh"]])
def test_where_ci_is_set_nothing_is_remembered(arguments: list[str], ask: Callable[..., Result], kept: Path) -> None:
    before = kept.read_bytes()
    assert "anew.json" in ask(*arguments, CI="true").stdout
    assert kept.read_bytes() == before


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 seconds"), (1, "1 second"), (61, "1 minute"), (7_300, "2 hours"), (-5, "0 seconds")],
)
def test_an_age_is_told_in_its_largest_unit(seconds: int, words: str) -> None:
    assert ago(datetime.now(UTC) - timedelta(seconds=seconds)) == f"judged {words} ago"

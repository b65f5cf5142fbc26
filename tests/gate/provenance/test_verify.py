"""What was attested is what is there: every byte, every rule, no file more, and not for long."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from gate.cli import stack_folders, verify
from gate.cli.command import gate
from gate.model import Assessment, Finding, Outcome
from gate.provenance.attestation import read
from gate.provenance.attested import Attested, of_output, of_stacks
from gate.provenance.fields import BrokenAttestation
from gate.provenance.resource import COMMIT, COUNTS, TREE, VERDICT
from gate.provenance.tree_state import tree_state
from gate.provenance.verification import mismatches
from gate.reports.attestation import statement
from gate.reports.evidence import Evidence
from policies.core.deployed_folder import LOCK
from policies.core.known_stacks import KNOWN_STACKS

TODAY = date(2026, 11, 25)
REPORTS = {"report.html": "2" * 64}
STACK, ACCOUNT, _ = KNOWN_STACKS
FILES = (
    *("fraud-detection/cdk.tf.json", "fraud-detection/assets/fraud-analyzer.zip"),
    *("policies/logs/rule.py", "policies/waivers.toml"),
    *("gate/judge.py", "tests/compliance/test_wiring.py", "lambdas/fraud_analyzer/calls.json", "requirements.lock"),
    *("pyproject.toml", "Makefile", ".github/workflows/gate.yml", ".github/CODEOWNERS", ".pre-commit-config.yaml"),
    *("cdktf.json", ".ci/run", "tests/test_hooks.py", "requirements-uv.lock", "live/emulator.lock"),
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small project, and a stack in it."""
    for name in FILES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"the content of {name}")
    return tmp_path


def there(root: Path) -> Attested:
    return of_stacks({STACK: root / STACK}, root)


def attested(root: Path, outcome: Outcome = Outcome.PASS) -> str:
    assessment = Assessment("cdk.tf.json", "sha256:" + "0" * 64, (Finding("policies", "A", "p", outcome, "x"),))
    return statement(Evidence(TODAY.isoformat(), (assessment,), (), (), there(root)), REPORTS).text()


def found(text: str, root: Path, *, today: date = TODAY) -> list[str]:
    """What does not match, without the part of each name that all the stack's files have."""
    lines = mismatches(read(text), there(root), today=today, days=1)
    return [line.removeprefix("stacks/") for line in lines]


def test_what_is_as_it_was_attested_matches(root: Path) -> None:
    assert found(attested(root), root) == []


@pytest.mark.parametrize("name", FILES)
def test_a_flipped_byte_in_any_file_is_named(name: str, root: Path) -> None:
    text = attested(root)
    content = bytearray((root / name).read_bytes())
    content[-1] ^= 1
    (root / name).write_bytes(content)
    assert found(text, root) == [f"{name}: its bytes are not the attested ones"]


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_gone_is_named(name: str, root: Path) -> None:
    text = attested(root)
    (root / name).unlink()
    assert found(text, root) == [f"{name}: is missing, and was attested"]


@pytest.mark.parametrize(
    "name",
    [
        *("more.tf", "local_override.tf.json", "x.auto.tfvars", "terraform.tfvars", "assets/more.zip", ".hidden"),
        *("__pycache__/more.pyc", "terraform.d/plugins/provider"),
    ],
)
def test_a_file_beside_the_stack_that_was_not_judged_is_named(name: str, root: Path) -> None:
    text = attested(root)
    (root / STACK / name).parent.mkdir(parents=True, exist_ok=True)
    (root / STACK / name).write_text("")
    assert found(text, root) == [f"{STACK}/{name}: lies beside the stack, and was not judged"]


@pytest.mark.parametrize(
    "name",
    [
        "policies/more.py",
        "gate/more.py",
        "gate/judge/__init__.py",
        "lambdas/no_such_function/calls.json",
        "tests/conftest.py",
    ],
)
def test_a_rule_or_record_that_did_not_judge_is_named(name: str, root: Path) -> None:
    text = attested(root)
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text("")
    assert found(text, root) == [f"{name}: is among what judges now, and was not then"]


@pytest.mark.parametrize("name", ["sitecustomize.py", "click.py", "pytest.pyc", "checkov/core.py"])
def test_what_could_be_imported_from_the_root_is_named_without_git_too(name: str, root: Path) -> None:
    text = attested(root)
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).touch()
    assert found(text, root) == [f"{name}: is among what judges now, and was not then"]


def test_a_bundle_that_was_swapped_for_another_is_named(root: Path) -> None:
    (root / STACK / "assets/other.zip").write_text("other")
    text = attested(root)
    one, other = root / STACK / "assets/fraud-analyzer.zip", root / STACK / "assets/other.zip"
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    names = ["assets/fraud-analyzer.zip", "assets/other.zip"]
    assert [each.partition(":")[0] for each in found(text, root)] == [f"{STACK}/{name}" for name in names]


def test_what_python_compiles_of_what_judges_is_no_mismatch(root: Path) -> None:
    text = attested(root)
    (root / "gate" / "__pycache__").mkdir()
    (root / "gate" / "__pycache__" / "judge.pyc").touch()
    assert found(text, root) == []


def link(path: Path) -> None:
    path.symlink_to(path.parent.parent / "requirements.lock")


@pytest.mark.parametrize(
    ("folder", "make", "word"),
    [
        *((folder, link, "a link") for folder in (STACK, "policies")),
        *((folder, os.mkfifo, "a pipe, a socket or a device") for folder in (STACK, "policies")),
        (STACK, Path.mkdir, "an empty folder"),
    ],
)
def test_what_is_no_regular_file_matches_nothing_though_it_was_attested(
    folder: str, make: Callable[[Path], None], word: str, root: Path
) -> None:
    make(root / folder / "more")
    assert found(attested(root), root) == [f"{folder}/more: is {word}, which nobody can have judged"]


@pytest.fixture
def repository(root: Path) -> Path:
    """The same project in git."""
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "All")
    return root


def git(root: Path, *arguments: str) -> None:
    person = ["-c", "user.name=Engineer", "-c", "user.email=engineer@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *person, *arguments], cwd=root, check=True, capture_output=True)


@pytest.mark.parametrize(
    ("text", "line"),
    [("more checksums", "its bytes are not the attested ones"), (None, "is missing, and was attested")],
)
def test_another_lock_beside_the_stack_or_none_is_named(text: str | None, line: str, root: Path) -> None:
    lock = root / STACK / LOCK
    lock.write_text("checksums")
    before = attested(root)
    assert found(before, root) == []
    lock.unlink()
    if text:
        lock.write_text(text)
    assert found(before, root) == [f"{STACK}/{LOCK}: {line}"]


def test_another_commit_of_the_same_tree_is_named(repository: Path) -> None:
    text = attested(repository)
    git(repository, "commit", "--quiet", "--allow-empty", "--message", "Two")
    (line,) = found(text, repository)
    assert re.fullmatch(r"the attestation is of commit [0-9a-f]{40}, and the tree is now of commit [0-9a-f]{40}", line)


def test_a_file_that_differs_from_the_commit_now_or_otherwise_is_named(repository: Path) -> None:
    clean = attested(repository)
    (repository / "notes.txt").write_text("one")
    dirty = attested(repository)
    line = "notes.txt: differed from the commit, and is not as it was then"
    assert found(clean, repository) == ["notes.txt: differs from the commit now, and did not then"]
    assert found(dirty, repository) == []
    (repository / "notes.txt").write_text("other")
    assert found(dirty, repository) == [line]
    (repository / "notes.txt").unlink()
    assert found(dirty, repository) == [line]


@pytest.mark.parametrize("name", ["policies/logs", "tests/compliance", "notes"])
def test_a_list_of_what_to_ignore_hides_no_file_of_its_folder(name: str, repository: Path) -> None:
    clean = attested(repository)
    (repository / name).mkdir(exist_ok=True)
    (repository / name / ".gitignore").write_text("*")
    (repository / name / "more.py").write_text("x = 1")
    lines = {f"{name}/{file}: differs from the commit now, and did not then" for file in (".gitignore", "more.py")}
    assert lines <= set(found(clean, repository))


def test_without_a_revision_the_attestation_says_so(root: Path, repository: Path) -> None:
    text = attested(repository)
    shutil.rmtree(root / ".git")
    assert "and the tree is now of no revision" in found(text, root)[0]
    assert json.loads(attested(root))["predicate"][COMMIT] == "no revision"


@pytest.mark.parametrize("place", ["main", "worktree"])
def test_in_a_hook_and_in_a_linked_worktree_the_commit_is_the_trees_own(
    place: str, repository: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As git runs a hook: with the variables of the repository that it commits to, here of another one."""
    folder, other = repository, tmp_path_factory.mktemp("other")
    if place == "worktree":
        folder = tmp_path_factory.mktemp("linked") / "tree"
        git(repository, "worktree", "add", "--quiet", str(folder))
    git(other, "init", "--quiet")
    git(other, "commit", "--quiet", "--allow-empty", "--message", "Other")
    before = tree_state(folder)
    assert before.is_clean
    for name, value in {"GIT_DIR": ".git", "GIT_WORK_TREE": "", "GIT_INDEX_FILE": ".git/index"}.items():
        monkeypatch.setenv(name, str(other / value))
    assert tree_state(folder) == before


@pytest.mark.parametrize(("days", "words"), [(2, "2 days old"), (-1, "yet to come")])
def test_an_attestation_that_is_too_old_or_of_tomorrow_is_named(days: int, words: str, root: Path) -> None:
    text = attested(root)
    assert found(text, root, today=TODAY + timedelta(days=1)) == []
    (said,) = found(text, root, today=TODAY + timedelta(days=days))
    assert words in said


VERDICTS = {Outcome.FAIL: "closed", Outcome.ERROR: "error"}


@pytest.mark.parametrize("outcome", VERDICTS)
def test_the_attestation_of_a_gate_that_was_not_open_is_named(outcome: Outcome, root: Path) -> None:
    text = attested(root, outcome)
    (next(root.rglob("cdk.tf.json"))).write_text("another")
    assert found(text, root) == [f"the gate was not open: its verdict was {VERDICTS[outcome]}"]


def test_another_version_of_a_tool_is_named(root: Path) -> None:
    said = json.loads(attested(root))
    said["predicate"]["verifier"]["version"]["checkov"] = "0.0.1"
    (line,) = found(json.dumps(said), root)
    assert line.startswith("checkov: is ")
    assert line.endswith("now, and was 0.0.1")


def test_an_attestation_of_nothing_is_named(root: Path) -> None:
    shutil.rmtree(root / STACK)
    text = attested(root)
    assert "the attestation is of no file" in found(text, root)


def policy(said: Any) -> None:
    said["predicate"]["policy"]["digest"]["sha256"] = "0" * 64


def resource(said: Any) -> None:
    said["predicate"]["resourceUri"] = "pkg:generic/other"


def verifier(said: Any) -> None:
    said["predicate"]["verifier"]["id"] = "pkg:generic/other"


def subject(said: Any) -> None:
    said["subject"] = []


def result(said: Any) -> None:
    said["predicate"][VERDICT] = "closed"


def levels(said: Any) -> None:
    said["predicate"]["verifiedLevels"] = ["SLSA_BUILD_LEVEL_3"]


def counts(said: Any) -> None:
    said["predicate"][COUNTS]["fail"] = 1


def clean(said: Any) -> None:
    said["predicate"][TREE]["clean"] = True


@pytest.mark.parametrize("edit", [policy, resource, verifier, subject, result, levels, counts, clean])
def test_an_attestation_of_which_one_field_does_not_follow_from_the_others_is_refused(
    edit: Callable[[Any], None], root: Path
) -> None:
    said = json.loads(attested(root))
    edit(said)
    with pytest.raises(BrokenAttestation, match="contradicts itself"):
        read(json.dumps(said))


COUNTED = (
    {"fail": 1, "error": -1},
    {"pass": 0},
    {"pass": "one"},
    {"fail": False},
    {"fail": 0.5, "error": -0.5},
    {"x": 1},
)


@pytest.mark.parametrize("other", COUNTED, ids=str)
def test_counts_that_no_open_gate_has_are_refused(other: dict[str, object], root: Path) -> None:
    said = json.loads(attested(root))
    said["predicate"][COUNTS].update(other)
    with pytest.raises(BrokenAttestation, match="contradicts itself in counts"):
        read(json.dumps(said))


@pytest.mark.parametrize("commit", [None, 1, 1e2, True, ["a"], {"a": "b"}], ids=str)
def test_a_commit_that_is_no_text_is_refused(commit: object, root: Path) -> None:
    said = json.loads(attested(root))
    said["predicate"][COMMIT] = commit
    with pytest.raises(BrokenAttestation, match="something else where a text belongs"):
        read(json.dumps(said))


@pytest.mark.parametrize("time", ["2026-11-25T10:00:00Z\nx\ny", "2026-11-25T10:00:00Z\u2028x", "\n"])
def test_a_broken_attestation_is_refused_in_one_line(time: str, root: Path) -> None:
    said = json.loads(attested(root))
    said["predicate"]["timeVerified"] = time
    with pytest.raises(BrokenAttestation) as refused:
        read(json.dumps(said))
    assert len(str(refused.value).splitlines()) == 1


def test_a_number_is_no_truth_value(root: Path) -> None:
    said = json.loads(attested(root))
    said["predicate"][TREE]["clean"] = int(said["predicate"][TREE]["clean"])
    with pytest.raises(BrokenAttestation, match="contradicts itself in tree"):
        read(json.dumps(said))


def test_a_field_that_the_gate_does_not_know_is_left_to_others(root: Path) -> None:
    said = json.loads(attested(root))
    said["predicate"]["dependencyLevels"] = {}
    assert found(json.dumps(said), root) == []


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "{}", '{"_type": "x", "predicateType": "y"}'])
def test_what_is_no_attestation_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(BrokenAttestation) as refused:
        read(text)
    assert len(str(refused.value).splitlines()) == 1


@given(st.data())
def test_an_attestation_with_a_part_replaced_is_refused_or_read_and_never_fails_otherwise(data: st.DataObject) -> None:
    said = json.loads(statement(Evidence(TODAY.isoformat(), (), (), ()), REPORTS).text())
    part = data.draw(st.sampled_from(["subject", "predicate", "_type", "predicateType"]))
    said[part] = data.draw(st.none() | st.integers() | st.text() | st.lists(st.dictionaries(st.text(), st.text())))
    try:
        read(json.dumps(said))
    except BrokenAttestation as refused:
        lines = str(refused).splitlines()
    else:
        lines = [""]
    assert len(lines) == 1


def test_two_files_of_one_name_are_refused(root: Path) -> None:
    said = json.loads(attested(root))
    said["subject"].append(said["subject"][0])
    with pytest.raises(BrokenAttestation, match="twice"):
        read(json.dumps(said))


@pytest.fixture
def ask(synthesized: Path, tmp_path: Path) -> Callable[..., Result]:
    """Runs `gate verify` on a copy of the real stack that was attested on a day of November."""
    assessments = (Assessment("cdk.tf.json", "", (Finding("a", "A", "p", Outcome.PASS),)),)
    evidence = Evidence(TODAY.isoformat(), assessments, (), (), of_output(synthesized.parents[2]))
    (tmp_path / "attestation.json").write_text(statement(evidence, REPORTS).text())
    options = ["--attestation", str(tmp_path / "attestation.json"), "--date", "2026-11-26"]
    return lambda *arguments: CliRunner().invoke(gate, ["verify", *options, *map(str, arguments)])


def test_the_command_line_verifies_the_real_stack_and_names_what_differs(
    ask: Callable[..., Result], synthesized: Path, tmp_path: Path
) -> None:
    same = ask(synthesized.parent)
    assert same.exit_code == 0
    files = [path for path in synthesized.parent.rglob("*") if path.is_file()]
    assert f"verified: {len(files)} files of the stack" in same.stdout
    old = ask(synthesized.parent, "--days", "0")
    assert (old.exit_code, len(old.stdout.splitlines())) == (1, 1)
    (tmp_path / STACK).mkdir()
    empty = ask(tmp_path / STACK)
    assert empty.exit_code == 1
    assert f"stacks/{STACK}/cdk.tf.json: is missing, and was attested" in empty.stdout


@pytest.fixture
def folder(synthesized: Path, tmp_path: Path) -> Path:
    """A copy of the real stack, which nobody else uses."""
    return Path(shutil.copytree(synthesized.parent, tmp_path / "copy" / STACK))


@pytest.mark.parametrize("make", [Path.mkdir, link, Path.touch], ids=["folder", "link", "file"])
def test_providers_beside_the_stack_are_refused_by_name_with_what_to_do(
    make: Callable[[Path], None], ask: Callable[..., Result], folder: Path
) -> None:
    assert ask(folder).exit_code == 0
    make(folder / ".terraform")
    refused = ask(folder)
    (line,) = refused.output.splitlines()
    assert refused.exit_code == 1
    assert ".terraform: holds programs that nobody has judged" in line
    assert line.endswith("remove it, verify again, and then run terraform init")


def test_a_pipe_beside_the_stack_is_not_waited_for(ask: Callable[..., Result], folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    result = ask(folder)
    assert result.exit_code == 1
    assert f"stacks/{STACK}/pipe: is a pipe, a socket or a device" in result.stdout


@pytest.mark.parametrize("option", ["--attestation", "--key"])
def test_a_pipe_in_place_of_a_named_file_is_not_waited_for(
    option: str, ask: Callable[..., Result], folder: Path, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    result = ask(folder, option, tmp_path / "pipe")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert "is no regular file" in result.stderr


def test_a_folder_that_is_no_known_stack_or_is_a_link_is_refused(
    ask: Callable[..., Result], folder: Path, tmp_path: Path
) -> None:
    unknown, linked = tmp_path / "other", tmp_path / "linked" / STACK
    folder.rename(unknown)
    linked.parent.mkdir()
    linked.symlink_to(unknown)
    for place, words in ((unknown, "is no stack that the gate knows"), (linked, "is no folder"), ("x", "is no stack")):
        result = ask(place)
        assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
        assert words in result.stderr


@pytest.fixture
def output(synthesized: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of all that was synthesized, in place of cdktf.out."""
    output = Path(shutil.copytree(synthesized.parents[2], tmp_path / "cdktf.out"))
    for module in (verify, stack_folders):
        monkeypatch.setattr(module, "OUTPUT", output)
    return output


@pytest.mark.usefixtures("output")
def test_a_stack_is_found_by_its_name_too(ask: Callable[..., Result]) -> None:
    assert ask(STACK).exit_code == 0


def test_without_a_folder_all_that_was_synthesized_is_compared(ask: Callable[..., Result], output: Path) -> None:
    assert ask().exit_code == 0
    (output / "manifest.json").write_text("{}")
    (output / "more.json").write_text("{}")
    (output / "stacks" / STACK / "more.tf").write_text("")
    names = {line.partition(":")[0] for line in ask().stdout.splitlines()}
    assert {"manifest.json", "more.json", f"stacks/{STACK}/more.tf"} <= names


def test_a_stack_of_an_unknown_name_beside_ours_is_refused(ask: Callable[..., Result], output: Path) -> None:
    (output / "stacks" / "other").mkdir()
    refused = ask()
    assert refused.exit_code == 2
    assert "other: is no stack that the gate knows" in refused.stderr


def test_two_stacks_are_told_apart_by_their_names(ask: Callable[..., Result], output: Path, tmp_path: Path) -> None:
    assessments = (Assessment("cdk.tf.json", "", (Finding("a", "A", "p", Outcome.PASS),)),)
    evidence = Evidence(TODAY.isoformat(), assessments, (), (), of_output(output))
    (tmp_path / "attestation.json").write_text(statement(evidence, REPORTS).text())
    assert ask().exit_code == 0
    assert ask(ACCOUNT, STACK).exit_code == 0
    (output / "stacks" / ACCOUNT / "cdk.tf.json").write_text("{}")
    assert ask(STACK).exit_code == 0
    for folders in ((), (ACCOUNT,)):
        assert f"stacks/{ACCOUNT}/cdk.tf.json: its bytes are not the attested ones" in ask(*folders).stdout


def test_two_folders_of_one_stack_are_refused_since_one_would_not_be_compared(
    ask: Callable[..., Result], folder: Path, synthesized: Path
) -> None:
    (folder / "cdk.tf.json").write_text("{}")
    for places in ((folder, synthesized.parent), (synthesized.parent, folder)):
        refused = ask(*places)
        (line,) = refused.stderr.splitlines()
        assert refused.exit_code == 2
        assert line.startswith(f"{STACK}: is given twice")


def test_a_file_that_was_judged_alone_is_no_folder_to_deploy(
    ask: Callable[..., Result], folder: Path, tmp_path: Path
) -> None:
    (folder / LOCK).unlink()
    assessments = (Assessment(f"stacks/{STACK}/cdk.tf.json", "", (Finding("a", "A", "p", Outcome.PASS),), alone=True),)
    evidence = Evidence(TODAY.isoformat(), assessments, (), (), of_stacks({STACK: folder}))
    (tmp_path / "attestation.json").write_text(statement(evidence, REPORTS).text())
    refused = ask(folder)
    (line,) = refused.stderr.splitlines()
    assert refused.exit_code == 2
    assert "is of files that were judged alone" in line


@pytest.mark.parametrize("name", ["TF_CLI_ARGS_apply", "TF_DATA_DIR"])
def test_where_the_environment_steers_terraform_nothing_is_verified(
    name: str, ask: Callable[..., Result], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "x")
    result = ask(folder)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"{name}: steers Terraform past the judged file; unset {name}; nothing was compared\n"


def test_the_settings_that_say_where_providers_come_from_are_named(
    ask: Callable[..., Result], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TF_CLI_CONFIG_FILE", "/etc/terraform.rc")
    monkeypatch.setenv("TF_VAR_alert_email", "customer@example.com")
    result = ask(folder)
    assert result.exit_code == 0
    assert result.stdout.endswith("is said by TF_CLI_CONFIG_FILE=/etc/terraform.rc, which nobody judged\n")


def test_a_time_in_the_environment_makes_no_old_attestation_a_new_one(
    ask: Callable[..., Result], folder: Path, tmp_path: Path
) -> None:
    assert ask(folder).exit_code == 0
    attestation = tmp_path / "attestation.json"
    attestation.write_text(attestation.read_text().replace("2026-11-25T", "2001-01-01T"))
    command = ["verify", "--attestation", str(attestation), str(folder)]
    old = CliRunner(env={"SOURCE_DATE_EPOCH": "978310861"}).invoke(gate, command)
    assert (old.exit_code, "days old" in old.stdout) == (1, True)


@pytest.mark.parametrize(
    ("text", "status"),
    [(None, 2), ("{}", 2), ("\udcff", 2), ('{"payloadType": "x"}', 1)],
    ids=["missing", "empty", "no text", "empty envelope"],
)
def test_without_a_readable_attestation_nothing_is_verified(text: str | None, status: int, tmp_path: Path) -> None:
    file = tmp_path / "attestation.json"
    if text is not None:
        file.write_bytes(text.encode(errors="surrogateescape"))
    result = CliRunner().invoke(gate, ["verify", "--attestation", str(file), str(tmp_path)])
    assert result.exit_code == status
    assert len((result.stdout + result.stderr).splitlines()) == 1

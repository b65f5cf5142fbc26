"""The base's own gate compares a change, and reads what the change was synthesized to as bytes alone."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from gate import git
from gate.cli.command import gate
from gate.compare.base_gate import NotItsGate, check
from gate.compare.difference import Direction
from gate.compare.posture import differences
from gate.compare.revision import NoState, of
from gate.compare.state import State
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.policy import Policy
from tests.gate.compare.scratch import NAME, ROOT, Repository

STACK = f"stacks/{NAME}"


@pytest.fixture
def output(synthesized: Path, tmp_path: Path) -> Path:
    """A copy of what the real application synthesizes to."""
    return shutil.copytree(synthesized.parents[2], tmp_path / "synthesized")


def test_the_change_is_compared_without_running_its_code(
    repository: Repository, output: Path, committed: State, rules: Sequence[Policy]
) -> None:
    repository.write("stacks/__main__.py", "raise SystemExit('ran')\n")
    repository.commit("hostile")
    repository.git("reset", "-q", "--hard", "base")
    (found,) = differences(committed, of("hostile", rules, repository.root, output=output), rules)
    assert (found.direction, found.place, found.what) == (Direction.CHANGED, "stacks/__main__.py", "changed")


def test_what_lies_beside_the_stack_is_told(
    repository: Repository, output: Path, committed: State, rules: Sequence[Policy]
) -> None:
    (output / STACK / "extra_override.tf.json").write_text('{"resource": {}}')
    (output / STACK / ".hidden").mkdir()
    (output / STACK / "linked").symlink_to("/etc")
    (output / "manifest.json").write_text('{"stacks": {}}')
    found = differences(committed, of("base", rules, repository.root, output=output), rules)
    told = {each.place: (each.direction, each.what.partition(",")[0]) for each in found if "beside" in each.what}
    assert told == {
        f"{STACK}/extra_override.tf.json": (Direction.WEAKER, "is new"),
        f"{STACK}/.hidden": (Direction.WEAKER, "is new"),
        f"{STACK}/linked": (Direction.WEAKER, "is new"),
        "manifest.json": (Direction.WEAKER, "differs"),
    }


def a_link(folder: Path) -> None:
    (folder / "cdk.tf.json").rename(folder / "other")
    (folder / "cdk.tf.json").symlink_to("other")


def a_pipe(folder: Path) -> None:
    (folder / "cdk.tf.json").unlink()
    os.mkfifo(folder / "cdk.tf.json")


def a_folder(folder: Path) -> None:
    (folder / "cdk.tf.json").unlink()
    (folder / "cdk.tf.json").mkdir()


def nothing(folder: Path) -> None:
    (folder / "cdk.tf.json").unlink()


def another_stack(folder: Path) -> None:
    shutil.copytree(folder, folder.parent / "payments")


def no_text(folder: Path) -> None:
    (folder / "cdk.tf.json").write_bytes(b"\xff\xfe")


def nested(folder: Path) -> None:
    (folder / "cdk.tf.json").write_text("[" * 100_000)


def large(folder: Path) -> None:
    with (folder / "cdk.tf.json").open("wb") as file:
        file.truncate(2**30)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (a_link, "is no regular file"),
        (a_pipe, "is no regular file"),
        (a_folder, "is no regular file"),
        (nothing, "is missing"),
        (another_stack, "payments: is no stack of this project; the known ones are fraud-detection"),
        (no_text, "not text in UTF-8"),
        (nested, "nested too deeply"),
        (large, "MiB"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_folder_that_is_no_synthesis_is_refused_in_one_line(
    spoil: object, reason: str, repository: Repository, output: Path, rules: Sequence[Policy]
) -> None:
    assert callable(spoil)
    spoil(output / STACK)
    with pytest.raises(NoState) as refused:
        of("base", rules, repository.root, output=output)
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_gate_that_is_not_the_bases_refuses(repository: Repository) -> None:
    check("base", repository.root)
    repository.git("update-index", "--assume-unchanged", "gate/words.py")
    repository.replace("gate/words.py", "from __future__", "import os\nfrom __future__")
    with pytest.raises(NotItsGate, match=r"gate/words\.py: not as base has it"):
        check("base", repository.root)
    repository.git("update-index", "--no-assume-unchanged", "gate/words.py")
    repository.git("reset", "-q", "--hard", "base")
    repository.write("sitecustomize.py", "")
    with pytest.raises(NotItsGate, match=r"sitecustomize\.py: not as base has it"):
        check("base", repository.root)
    (repository.root / "sitecustomize.py").unlink()
    repository.commit("same")
    check("same", repository.root)


def test_the_command_refuses_where_another_gate_would_compare() -> None:
    first, head = (git.ask(ROOT, "rev-list", *of, "HEAD").decode().split()[0] for of in (["--max-parents=0"], ["-1"]))
    if first == head:
        pytest.skip("NOT TESTED: a clone of one commit alone; fetch the others")
    result = CliRunner().invoke(gate, ["diff", first, "HEAD", "--by-base"])
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "whose gate must compare; check that commit out" in result.stderr


def test_a_file_beside_a_revision_says_that_no_tracked_file_was_compared(synthesized: Path) -> None:
    result = CliRunner().invoke(gate, ["diff", "HEAD", str(synthesized), "--format", "json"])
    assert isinstance(json.loads(result.stdout), list)
    result = CliRunner().invoke(gate, ["diff", str(synthesized), "HEAD"])
    assert "is a file given alone, so no tracked file was compared" in result.stdout.splitlines()[-1]


def test_a_file_named_like_a_revision_is_not_taken_for_it(
    repository: Repository, synthesized: Path, rules: Sequence[Policy], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository.root)
    Path("base").write_bytes(synthesized.read_bytes())
    with pytest.raises(NoState, match="base: is a revision and a file as well"):
        of("base", rules, repository.root)
    assert of("./base", rules, repository.root).files is None
    Path("base").unlink()


def test_the_workflow_lets_the_merges_first_parent_compare() -> None:
    workflow = (ROOT / ".github/workflows/gate.yml").read_text()
    assert 'gate diff "$GITHUB_SHA^1" "$GITHUB_SHA" --by-base --synthesized' in workflow
    assert "pull_request.base.sha" not in workflow


def test_the_workflow_lets_the_base_judge_every_stack() -> None:
    workflow = (ROOT / ".github/workflows/gate.yml").read_text()
    judged = re.search(r"gate check(?:\s+\S+/stacks/\S+/cdk\.tf\.json\"?)+", workflow)
    assert judged, "the base judges no stack"
    assert set(re.findall(r"/stacks/([^/]+)/", judged[0])) == set(KNOWN_STACKS)


def test_the_worktree_of_the_workflow_is_the_bases_whatever_attributes_the_change_has(
    repository: Repository, tmp_path: Path
) -> None:
    repository.write(".gitattributes", "* text eol=crlf\n*.py ident\n")
    repository.write("README.md", "changed\n")
    repository.commit("change")
    repository.git("checkout", "-q", "change")
    repository.git("worktree", "add", "-q", "--detach", str(tmp_path / "base"), "change^1")
    check("change^1", tmp_path / "base")
    subprocess.run(["git", "worktree", "remove", "--force", str(tmp_path / "base")], cwd=repository.root, check=True)
    repository.git("reset", "-q", "--hard", "base")


def test_what_the_changes_own_stack_code_writes_beside_and_into_bundles_is_weaker(
    repository: Repository, committed: State, rules: Sequence[Policy]
) -> None:
    repository.replace(
        "stacks/app.py",
        "        packed.write(stacks[settings.system])\n",
        "        packed.write(stacks[settings.system])\n"
        "    (stacks[settings.system] / 'extra_override.tf.json').write_text('{}')\n"
        "    (folder / 'manifest.json').write_text('{\"stacks\": {}}')\n",
    )
    repository.replace("stacks/bundle.py", "source.read_bytes()", "source.read_bytes() + b'# x'")
    repository.commit("packer")
    repository.git("reset", "-q", "--hard", "base")
    found = differences(committed, of("packer", rules, repository.root), rules)
    weaker = {each.place: each.what for each in found if each.direction is Direction.WEAKER}
    assert {"manifest.json", f"{STACK}/extra_override.tf.json", f"{STACK}/assets/fraud-analyzer.zip"} <= weaker.keys()
    assert "FRAUD_FOLDER_3" in weaker[f"{STACK}/assets/fraud-analyzer.zip"]

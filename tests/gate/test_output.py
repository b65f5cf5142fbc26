"""The kept folder takes the place of an earlier synthesis, and of nothing that somebody else made."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from gate import run
from gate.cli.command import gate
from gate.output import Foreign, refuse_foreign
from policies.core.snapshot import snapshot


@pytest.fixture
def earlier(synthesized: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(synthesized.parents[2], tmp_path / "cdktf.out"))


def test_a_folder_that_is_missing_empty_or_an_earlier_synthesis_is_replaced(earlier: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "missing", tmp_path / "empty", earlier):
        refuse_foreign(folder)


def test_what_terraform_left_beside_an_earlier_synthesis_is_replaced_with_it(earlier: Path) -> None:
    stack = earlier / "stacks" / "fraud-detection"
    (stack / ".terraform.lock.hcl").touch()
    (stack / ".terraform" / "providers").mkdir(parents=True)
    (stack / ".terraform" / "providers" / "aws").symlink_to("/")
    refuse_foreign(earlier)


def write(path: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("mine")

    change.__name__ = path
    return change


def replace_by_a_file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("mine")


def replace_by_a_link(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))
    folder.symlink_to(folder.with_name("elsewhere"))


def replace_by_another_programs(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps({"name": "app", "version": "1"}))


def replace_by_an_empty_manifest(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()
    (folder / "manifest.json").write_text("{}")


def link_the_stacks(folder: Path) -> None:
    (folder / "stacks").rename(folder.with_name("elsewhere"))
    (folder / "stacks").symlink_to(folder.with_name("elsewhere"))


def add_a_pipe(folder: Path) -> None:
    os.mkfifo(folder / "pipe")


def put_a_pipe_for_the_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()
    os.mkfifo(folder / "manifest.json")


@pytest.mark.parametrize(
    "change",
    [
        write("notes.txt"),
        write(".git/config"),
        write("stacks/fraud-detection/errored.tfstate"),
        write("stacks/fraud-detection/terraform.tfstate"),
        write("stacks/fraud-detection/assets/notes.txt"),
        write("stacks/notes.txt"),
        write("stacks/other/cdk.tf.json/mine"),
        write("stacks/other/.terraform.lock.hcl/mine"),
        write("stacks/other/assets/photos.zip/mine"),
        replace_by_an_empty_manifest,
        replace_by_a_file,
        replace_by_a_link,
        replace_by_another_programs,
        link_the_stacks,
        add_a_pipe,
        put_a_pipe_for_the_manifest,
    ],
    ids=lambda change: change.__name__,
)
def test_gate_synth_refuses_a_folder_that_it_did_not_make_and_touches_nothing(
    change: Callable[[Path], None], earlier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(earlier)
    before = snapshot(tmp_path)
    monkeypatch.setenv("CDKTF_OUTDIR", str(earlier))
    monkeypatch.setattr(run, "assess_files", lambda *_: pytest.fail("it has begun"))
    result = CliRunner().invoke(gate, ["synth", "--reports", str(tmp_path / "reports")])
    assert result.exit_code == 2
    assert result.output.count("\n") == 1
    assert "move it away, or name another folder" in result.output
    assert snapshot(tmp_path) == before


def test_a_folder_without_a_manifest_is_no_earlier_synthesis(earlier: Path) -> None:
    (earlier / "manifest.json").unlink()
    with pytest.raises(Foreign, match=r"manifest\.json: is there"):
        refuse_foreign(earlier)

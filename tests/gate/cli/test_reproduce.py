"""Another synthesis is compared with the folder that was judged, file by file."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gate.cli import reproduce
from gate.cli.command import gate
from gate.provenance.digests import content, digests, listed
from gate.synthesis import SynthesisFailed

BUNDLE = "stacks/fraud-detection/assets/fraud-analyzer.zip"


@pytest.fixture
def judged(tmp_path: Path, synthesized: Path) -> Path:
    return shutil.copytree(synthesized.parents[2], tmp_path / "judged")


def run(folder: Path) -> Result:
    return CliRunner().invoke(gate, ["reproduce", str(folder)])


@pytest.fixture
def quick(synthesized: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A synthesis that is there already."""

    @contextmanager
    def synthesis() -> Iterator[Path]:
        yield synthesized.parents[2]

    monkeypatch.setattr(reproduce, "synthesis", synthesis)


def test_another_synthesis_writes_the_very_files(judged: Path) -> None:
    done = run(judged)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"reproduced: {len(digests(judged))} files, sha256:{listed(digests(judged))}\n"


@pytest.mark.usefixtures("quick")
def test_each_file_that_differs_is_named_with_both_digests(judged: Path) -> None:
    was = content(judged / BUNDLE)
    (judged / BUNDLE).write_bytes(b"another")
    done = run(judged)
    assert done.exit_code == 1
    assert done.stdout == f"{BUNDLE}: is sha256:{content(judged / BUNDLE)} in the folder, and sha256:{was} anew\n"


@pytest.mark.usefixtures("quick")
def test_what_is_missing_or_there_alone_is_named(judged: Path) -> None:
    (judged / BUNDLE).rename(judged / "stacks" / "more.zip")
    done = run(judged)
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        f"{BUNDLE}: was synthesized anew, and is not in the folder",
        "stacks/more.zip: is in the folder, and was not synthesized anew",
    ]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("make", [lambda path: path.symlink_to("manifest.json"), os.mkfifo], ids=["a link", "a pipe"])
def test_what_is_no_file_is_neither_followed_nor_waited_for(make: object, judged: Path) -> None:
    assert callable(make)
    (judged / BUNDLE).unlink()
    make(judged / BUNDLE)
    done = run(judged)
    assert done.exit_code == 1
    assert done.stdout.startswith(f"{BUNDLE}: is a ")


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("name", ["missing", "empty", "link", "judged/manifest.json"])
def test_what_is_no_folder_with_files_cannot_be_compared(name: str, judged: Path) -> None:
    (judged.parent / "empty").mkdir()
    (judged.parent / "link").symlink_to(judged)
    done = run(judged.parent / name)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "is no folder with files" in done.stderr


def test_a_synthesis_that_fails_cannot_be_compared(judged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise SynthesisFailed("stacks: did not synthesize: it broke")

    monkeypatch.setattr(reproduce, "synthesis", fails)
    done = run(judged)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "stacks: did not synthesize: it broke; nothing was compared\n"

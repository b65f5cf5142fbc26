"""The command tells equal from different and from what cannot be compared, and leaves nothing behind."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from successor import command
from successor.command import contents, successor
from successor.reviewed import CannotCompare, Ignored, Reviewed, reviewed
from successor.synthesizing import PYTHON, their_synthesis

ROOT = Path(__file__).resolve().parent.parent.parent
VERSION = Ignored(file="cdk.tf.json", path=("version",), reason="it is a comment")
NAME = "stacks/account/cdk.tf.json"


def folder(path: Path, text: str) -> Path:
    (path / NAME).parent.mkdir(parents=True)
    (path / NAME).write_text(text)
    return path


@pytest.fixture
def syntheses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where `ours` and `theirs` stand for what was synthesized."""

    @contextmanager
    def stands_for(name: str) -> Iterator[Path]:
        yield tmp_path / name

    monkeypatch.setattr(command, "reviewed", lambda: Reviewed((), (), (VERSION,)))
    monkeypatch.setattr(command, "synthesis", lambda: stands_for("ours"))
    monkeypatch.setattr(command, "their_synthesis", lambda _: stands_for("theirs"))
    folder(tmp_path / "ours", '{"version": "1", "a": 1}')
    return tmp_path


def test_equal_syntheses_are_status_0_and_what_is_ignored_is_said(syntheses: Path) -> None:
    folder(syntheses / "theirs", '{"version": "2", "a": 1}')
    done = CliRunner().invoke(successor)
    assert done.exit_code == 0
    assert done.output.splitlines() == [
        f"{NAME}: the same, but for 1 ignored below",
        "ignored in cdk.tf.json: version: 1, 2: it is a comment",
        "CDKTF and CDK Terrain synthesize the same",
    ]


def test_a_difference_is_status_1_and_a_line(syntheses: Path) -> None:
    folder(syntheses / "theirs", '{"version": "2", "a": 2}')
    done = CliRunner().invoke(successor)
    assert done.exit_code == 1
    assert done.output.splitlines()[0] == "account: a: 1 by ours, 2 by the successor"
    assert done.output.splitlines()[-1] == "1 differ"


def test_what_cannot_be_compared_is_an_error_and_no_difference(syntheses: Path) -> None:
    folder(syntheses / "theirs", '{"version": "1", "a": 1}')
    assert isinstance(CliRunner().invoke(successor).exception, CannotCompare)


def test_a_link_among_what_was_synthesized_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    with pytest.raises(CannotCompare, match="link: is a link, a pipe or a device"):
        contents(tmp_path)


def test_without_the_environment_the_line_says_how_to_install_it(tmp_path: Path) -> None:
    with (
        pytest.raises(CannotCompare, match=r"^\.venv/successor: .*; run `make successor`, which installs it$"),
        their_synthesis(reviewed(), python=tmp_path / "python"),
    ):
        pass


def test_a_successor_that_does_not_synthesize_is_a_line_with_its_reason() -> None:
    # This environment has no CDK Terrain.
    with (
        pytest.raises(CannotCompare, match=r"did not synthesize with the successor: stacks/.*, line \d+: .*cdktn"),
        their_synthesis(reviewed(), python=Path(sys.executable)),
    ):
        pass


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "cannot be read"),
        ("imports = 1\nedits = []\nignored = []\n", "cannot be read"),
        ("imports = []\nedits = []\nignored = []\nmore = []\n", "more is no part of it"),
        (
            'imports = []\nedits = []\nignored = [{file = "f", path = ["a"], reason = " "}]\n',
            "an entry of f has no reason",
        ),
    ],
)
def test_a_table_that_is_not_as_it_must_be_is_an_error(text: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "reviewed.toml").write_text(text)
    with pytest.raises(CannotCompare, match=rf"^successor/reviewed\.toml: {reason}.*; fix it$"):
        reviewed(tmp_path / "reviewed.toml")


@pytest.mark.long
@pytest.mark.skipif(not PYTHON.is_file(), reason="CDK Terrain is not installed here; `make successor` installs it")
def test_cdktf_and_cdk_terrain_synthesize_the_same() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "successor"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=600
    )
    assert (done.returncode, done.stderr) == (0, "")
    for stack in ("account", "fraud-detection"):
        assert f"stacks/{stack}/cdk.tf.json: the same, but for 2 ignored below" in done.stdout
        assert f"stacks/{stack}/.terraform.lock.hcl: the same bytes" in done.stdout

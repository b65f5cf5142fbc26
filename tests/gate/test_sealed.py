"""What the gate reads again is sealed with a key that only this user has, or is not believed."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from gate import sealed

ROOT = Path("/project")


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return tmp_path / "state" / "fraud-detection" / "cache.key"


def ask(tmp_path: Path, root: Path = ROOT) -> bytes | None:
    return sealed.user_key({"XDG_STATE_HOME": str(tmp_path / "state")}, root)


def test_the_key_is_made_once_and_is_the_users_alone(key: Path, tmp_path: Path) -> None:
    secret = ask(tmp_path)
    assert secret == ask(tmp_path) == key.read_bytes()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert [path.name for path in key.parent.iterdir()] == [key.name]


def test_without_a_state_folder_the_key_lies_in_the_home(tmp_path: Path) -> None:
    assert sealed.user_key({"HOME": str(tmp_path)}, ROOT)
    assert (tmp_path / ".local" / "state" / "fraud-detection" / "cache.key").is_file()


@pytest.mark.parametrize(
    "environment", [{}, {"HOME": ""}, {"HOME": "/dev/null"}, {"XDG_STATE_HOME": "state"}], ids=repr
)
def test_without_a_home_that_can_be_written_to_there_is_no_key(environment: dict[str, str]) -> None:
    assert sealed.user_key(environment, ROOT) is None


def test_a_key_inside_the_project_is_none(tmp_path: Path) -> None:
    assert ask(tmp_path, root=tmp_path) is None


def share(key: Path) -> None:
    key.chmod(0o640)


def shorten(key: Path) -> None:
    key.write_bytes(b"short")


def link(key: Path) -> None:
    key.rename(key.with_name("other"))
    key.symlink_to(key.with_name("other"))


def make_a_pipe(key: Path) -> None:
    key.unlink()
    os.mkfifo(key, 0o600)


@pytest.mark.parametrize("change", [share, shorten, link, make_a_pipe])
def test_a_key_that_is_not_the_users_alone_is_none(change: Callable[[Path], None], key: Path, tmp_path: Path) -> None:
    assert ask(tmp_path)
    change(key)
    assert ask(tmp_path) is None

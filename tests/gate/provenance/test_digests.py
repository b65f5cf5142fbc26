"""Digests are of regular files alone: nothing is followed, and nothing is waited for."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from gate.provenance.digests import content, digests, is_digest, listed
from gate.regular_file import NotRegular, read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file, links to a file and a folder outside, a pipe and an empty folder."""
    folder, outside = tmp_path / "folder", tmp_path / "outside"
    for place in (folder, outside):
        place.mkdir()
        (place / "file").write_text("x")
    (folder / "link").symlink_to(outside / "file")
    (folder / "linked").symlink_to(outside)
    (folder / "nowhere").symlink_to(outside / "none")
    (folder / "empty").mkdir()
    os.mkfifo(folder / "pipe")
    return folder


def test_a_link_a_pipe_and_an_empty_folder_are_named_as_such_and_have_no_digest(folder: Path) -> None:
    found = dict(digests(folder))
    assert is_digest(found.pop("file"))
    special = "a pipe, a socket or a device"
    links = dict.fromkeys(("link", "linked", "nowhere"), "a link")
    assert found == {"empty": "an empty folder", "pipe": special, **links}
    assert not any(map(is_digest, found.values()))


def test_a_folder_that_is_a_link_is_one_link(folder: Path) -> None:
    assert digests(folder / "linked") == {"linked": "a link"}


def test_a_file_that_cannot_be_read_has_no_digest(folder: Path) -> None:
    assert content(folder / "none") == "unreadable"


def test_a_link_is_read_only_where_it_may_be_followed(folder: Path) -> None:
    with pytest.raises(NotRegular):
        read(folder / "link")
    assert read(folder / "link", follow=True) == b"x"


@pytest.mark.parametrize("name", ["pipe", "empty"])
def test_what_is_no_file_is_not_read_though_links_may_be_followed(name: str, folder: Path) -> None:
    with pytest.raises(NotRegular):
        read(folder / name, follow=True)


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="NOT TESTED: no sha256sum; install coreutils")
def test_the_digest_of_several_files_is_that_of_what_sha256sum_prints(tmp_path: Path) -> None:
    names = ["a", "b c", "new\nline", "back\\slash", "ä/deep"]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    printed = subprocess.run(["sha256sum", *sorted(names)], cwd=tmp_path, check=True, capture_output=True).stdout
    (tmp_path.parent / "printed").write_bytes(printed)
    assert listed(digests(tmp_path)) == content(tmp_path.parent / "printed")

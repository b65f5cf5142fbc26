"""A folder is read once, whatever lies in it: no link is followed, no pipe is waited for."""

import os
import socket
from hashlib import sha256
from pathlib import Path

import pytest

from policies.core import snapshot as module
from policies.core.snapshot import FILE, FOLDER, LINK, OTHER, TooMuch, snapshot


def kinds(folder: Path) -> dict[str, str]:
    return {entry.path: entry.kind for entry in snapshot(folder)}


def test_files_are_read_and_folders_are_listed_even_if_empty_or_hidden(tmp_path: Path) -> None:
    (tmp_path / ".hidden" / "empty").mkdir(parents=True)
    (tmp_path / ".hidden" / "file").write_bytes(b"data")
    found = {entry.path: entry for entry in snapshot(tmp_path)}
    assert {path: entry.kind for path, entry in found.items()} == {
        ".hidden": FOLDER,
        ".hidden/empty": FOLDER,
        ".hidden/file": FILE,
    }
    assert found[".hidden/file"].digest == sha256(b"data").hexdigest()


@pytest.mark.parametrize("target", ["nowhere", "file", ".", "/"])
def test_a_link_is_a_link_wherever_it_leads(target: str, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(target)
    assert kinds(tmp_path) == {"link": LINK}


def test_a_pipe_and_a_socket_are_named_and_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        assert kinds(tmp_path) == {"pipe": OTHER, "socket": OTHER}


def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "file")
    handle = os.open(tmp_path, os.O_RDONLY)
    try:
        with pytest.raises(OSError, match="is no regular file"):
            module.read("file", handle)
    finally:
        os.close(handle)


def test_a_name_that_is_no_text_is_shown_as_text(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.tf.json")).touch()
    assert kinds(tmp_path) == {"\\xff.tf.json": FILE}


def test_a_link_to_a_folder_is_not_read_as_that_folder(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    with pytest.raises(OSError, match="link"):
        snapshot(tmp_path / "link")


def test_too_much_is_refused_before_it_fills_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 2**20)
    with (tmp_path / "sparse").open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(TooMuch, match="larger than 1 MiB"):
        snapshot(tmp_path)


def test_too_many_entries_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    for name in "abc":
        (tmp_path / name).touch()
    with pytest.raises(TooMuch, match="more than 2 entries"):
        snapshot(tmp_path)

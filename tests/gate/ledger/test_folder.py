"""A folder holds each entry once: no file is replaced, and none appears before it is whole."""

import os
from pathlib import Path

import pytest

from gate.ledger.folder import folder_store
from gate.ledger.reading import LARGEST_FILE
from gate.ledger.store import Held, NoLedger, Taken, store_at
from gate.ledger.verified import chained
from tests.gate.ledger.made import OURS, ledger, steps

NAME = "000001.dsse.json"


def test_a_file_is_written_once_and_stays(tmp_path: Path) -> None:
    store = store_at(str(tmp_path))
    store.add(NAME, b"one")
    with pytest.raises(Taken):
        store.add(NAME, b"other")
    assert store.read() == Held({NAME: b"one"})
    assert os.listdir(tmp_path) == [NAME]
    assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o444


def test_what_is_no_entry_is_named_and_neither_read_nor_followed(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("")
    (tmp_path / "000001.json").write_text("")
    (tmp_path / "000000.dsse.json").write_text("")
    (tmp_path / "000002.dsse.json").symlink_to(tmp_path / "notes.txt")
    (tmp_path / "000003.dsse.json").mkdir()
    os.mkfifo(tmp_path / "000004.dsse.json")
    with (tmp_path / "000005.dsse.json").open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    held = folder_store(tmp_path).read()
    assert held.files == {}
    assert held.faults == {
        "000000.dsse.json": "is no entry of the ledger; move it away",
        "000001.json": "is no entry of the ledger; move it away",
        "000002.dsse.json": "is no regular file; move it away",
        "000003.dsse.json": "is no regular file; move it away",
        "000004.dsse.json": "is no regular file; move it away",
        "000005.dsse.json": "is no entry: it is larger than one can be",
        "notes.txt": "is no entry of the ledger; move it away",
    }


def test_an_entry_that_is_no_file_is_named_once(tmp_path: Path) -> None:
    for name, content in ledger(steps(1)).items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / NAME).unlink()
    (tmp_path / NAME).mkdir()
    assert chained(folder_store(tmp_path).read(), [OURS.public]).faults == (
        "000001.dsse.json: is no regular file; move it away",
    )


def test_what_is_just_being_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / f".{NAME}.x1y2z3").write_bytes(b"hal")
    assert folder_store(tmp_path).read() == Held({})


def test_a_folder_that_is_not_there_is_no_empty_ledger(tmp_path: Path) -> None:
    store = folder_store(tmp_path / "none")
    for use in (store.read, lambda: store.add(NAME, b"one")):
        with pytest.raises(NoLedger, match=r"none.*: No such file or directory"):
            use()


def test_a_writer_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NoLedger, match="No space left on device"):
        folder_store(tmp_path).add(NAME, b"one")
    assert os.listdir(tmp_path) == []

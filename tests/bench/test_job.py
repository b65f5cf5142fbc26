"""The start of a job: what it finds, and what comes back when the timing is over, or is stopped."""

from contextlib import suppress
from pathlib import Path

import pytest

from bench import job
from bench.job import UNPACKED, jobs


@pytest.fixture
def bytecode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bytecode"
    folder.mkdir()
    (folder / "kept.pyc").touch()
    monkeypatch.setattr(job, "BYTECODE", folder)
    return folder


def test_each_job_starts_with_nothing_compiled_and_nothing_unpacked(bytecode: Path) -> None:
    with jobs() as start:
        first = start()
        assert not bytecode.exists()
        bytecode.mkdir()
        Path(first[UNPACKED], "unpacked").touch()
        second = start()
        assert not bytecode.exists()
        assert not list(Path(second[UNPACKED]).iterdir())


def test_what_was_compiled_before_comes_back_however_it_ends(bytecode: Path) -> None:
    with suppress(KeyboardInterrupt), jobs() as start:
        start()
        bytecode.mkdir()
        raise KeyboardInterrupt
    assert [path.name for path in bytecode.iterdir()] == ["kept.pyc"]
    assert list(bytecode.parent.iterdir()) == [bytecode]


def test_where_nothing_was_compiled_before_nothing_is_afterwards(bytecode: Path) -> None:
    (bytecode / "kept.pyc").unlink()
    bytecode.rmdir()
    with jobs() as start:
        start()
        bytecode.mkdir()
    assert list(bytecode.parent.iterdir()) == []

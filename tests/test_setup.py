"""How make sets up its environments, tried with a Python and a uv that only write down how they are called."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = (
    *("requirements.lock", "requirements-uv.lock", "live/emulator.lock"),
    *("training/requirements.lock", "fuzzing/requirements.lock", "tests/mutants/requirements.lock"),
    "successor/requirements.lock",
)
INPUTS = ("Makefile", "pyproject.toml", *LOCKS)
# It stands for each command: it writes down its call, makes what `venv` would make, and fails where FAILING names it.
COMMAND = """#!/bin/sh
echo "$0 $*" >> "$CALLS"
case "$0 $*" in
  *"$FAILING"*) echo "no index can be reached" >&2; exit 1 ;;
  *" -c "*) exit "${TOO_OLD:-0}" ;;
  *" venv "*)
    for folder; do :; done
    rm -rf "$folder"; mkdir -p "$folder/bin"
    for name in python uv gate; do cp "$COMMAND" "$folder/bin/$name"; done ;;
esac
"""
Make = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with what set-up reads, and nothing set up."""
    folder = tmp_path / "project"
    for name in INPUTS:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    (tmp_path / "command").write_text(COMMAND)
    (tmp_path / "command").chmod(0o755)
    return folder


@pytest.fixture
def make(project: Path) -> Make:
    return lambda *words, **settings: _make(project, *words, **settings)


def _make(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    command = folder.parent / "command"
    own = {"CALLS": str(folder.parent / "calls"), "COMMAND": str(command), "FAILING": "no such call"}
    return subprocess.run(
        # From the folder itself, since make takes a space in the path of a command for the end of it.
        ["make", "PYTHON=../command", *words],
        cwd=folder,
        env=os.environ | own | settings,
        capture_output=True,
        text=True,
        check=False,
    )


def calls(project: Path) -> list[str]:
    """What was called since the last time that this was asked."""
    file = project.parent / "calls"
    lines = file.read_text().splitlines() if file.exists() else []
    file.unlink(missing_ok=True)
    return lines


def installs(project: Path) -> list[str]:
    """Which locks were installed, in this order."""
    return [line.split()[-1] for line in calls(project) if "--require-hashes" in line]


def test_pip_installs_uv_and_uv_the_rest_all_by_their_hashes(project: Path, make: Make) -> None:
    assert make("emulator").returncode == 0
    assert installs(project) == ["requirements-uv.lock", "requirements.lock", "live/emulator.lock"]


def test_the_engine_that_fuzzes_is_installed_beside_the_packages_that_it_fuzzes(project: Path, make: Make) -> None:
    assert make(".venv/fuzzing/locked").returncode == 0
    assert installs(project) == ["requirements-uv.lock", "requirements.lock", "fuzzing/requirements.lock"]


def test_what_is_set_up_is_not_set_up_again(project: Path, make: Make) -> None:
    make("emulator")
    calls(project)
    for name in INPUTS:
        (project / name).touch()
    assert make("emulator").returncode == 0
    assert installs(project) == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ("requirements.lock", ["requirements-uv.lock", "requirements.lock", "live/emulator.lock"]),
        ("requirements-uv.lock", ["requirements-uv.lock", "requirements.lock", "live/emulator.lock"]),
        ("live/emulator.lock", ["live/emulator.lock"]),
    ],
)
def test_another_content_of_a_lock_is_installed(changed: str, expected: list[str], project: Path, make: Make) -> None:
    make("emulator")
    calls(project)
    file = project / changed
    was = file.stat()
    file.write_text(file.read_text() + "more==1.0\n")
    os.utime(file, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert make("emulator").returncode == 0
    assert installs(project) == expected


def test_a_change_of_the_project_file_alone_installs_no_lock(project: Path, make: Make) -> None:
    make(".venv/installed", "emulator")
    calls(project)
    future = (project / ".venv" / "installed").stat().st_mtime + 5
    os.utime(project / "pyproject.toml", (future, future))
    make(".venv/installed", "emulator")
    (call,) = calls(project)
    assert call.endswith("--editable .")


def test_a_folder_that_was_moved_is_set_up_anew(project: Path, make: Make) -> None:
    make(".venv/installed")
    calls(project)
    moved = project.rename(project.with_name("moved"))
    assert _make(moved, ".venv/installed").returncode == 0
    assert installs(moved) == ["requirements-uv.lock", "requirements.lock"]


@pytest.mark.parametrize("failing", ["requirements-uv.lock", "requirements.lock", "--editable"])
def test_an_interrupted_set_up_starts_over(failing: str, project: Path, make: Make) -> None:
    assert make("gate", FAILING=failing).returncode == 2
    assert not any(call.split()[0].endswith("/gate") for call in calls(project))
    assert make("gate").returncode == 0
    assert calls(project)[-1].split()[0].endswith("/gate")


def test_an_interrupted_renewal_starts_over_although_the_old_lock_comes_back(project: Path, make: Make) -> None:
    make(".venv/installed")
    before = (project / "requirements.lock").read_text()
    (project / "requirements.lock").write_text("more==1.0\n")
    make(".venv/installed", FAILING=" venv ")
    (project / "requirements.lock").write_text(before)
    calls(project)
    make(".venv/installed")
    assert installs(project) == ["requirements-uv.lock", "requirements.lock"]


@pytest.mark.parametrize(
    ("target", "failing", "words"),
    [
        (".venv/installed", "requirements-uv.lock", ("pip could not install requirements-uv.lock",)),
        (".venv/installed", "requirements.lock", ("uv could not install requirements.lock", "UV_DEFAULT_INDEX")),
        ("emulator", "live/emulator.lock", ("uv could not install live/emulator.lock", "UV_DEFAULT_INDEX")),
    ],
)
def test_a_failure_says_what_failed(target: str, failing: str, words: tuple[str, ...], make: Make) -> None:
    done = make(target, FAILING=failing)
    assert done.returncode == 2
    assert "no index can be reached" in done.stderr
    for word in words:
        assert word in done.stderr


def test_a_link_is_refused_and_what_it_leads_to_stays(project: Path, make: Make) -> None:
    make(".venv/installed")
    calls(project)
    elsewhere = (project / ".venv").rename(project.parent / "elsewhere")
    (project / ".venv").symlink_to(elsewhere)
    done = make("gate")
    assert done.returncode == 2
    line, _ = done.stderr.splitlines()
    assert line == "make: .venv is a link to another folder; remove it with `rm .venv` and run make again"
    assert (elsewhere / "bin" / "uv").exists()
    assert calls(project) == []


def test_an_old_python_is_refused(project: Path, make: Make) -> None:
    done = make("gate", TOO_OLD="1")
    assert done.returncode == 2
    assert "make: Python 3.11 or newer is needed; name one with: make PYTHON=python3.11\n" in done.stderr
    assert installs(project) == []


def test_the_locks_are_made_by_the_uv_that_set_up(project: Path, make: Make) -> None:
    make(".venv/installed")
    (project / "requirements.lock").write_text("<<<<<<< HEAD\n")
    calls(project)
    assert make("lock").returncode == 0
    assert [line.split()[-1] for line in calls(project)] == [
        "requirements-uv.lock",
        "requirements.lock",
        "live/emulator.lock",
        "training/requirements.lock",
        "fuzzing/requirements.lock",
        "tests/mutants/requirements.lock",
        "successor/requirements.lock",
    ]


@pytest.mark.parametrize("lock", [name for name in INPUTS if name.endswith(".lock")])
def test_a_lock_pins_by_hash_and_names_no_index(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert "==" in text
    assert "--hash=sha256:" in text
    assert "://" not in text

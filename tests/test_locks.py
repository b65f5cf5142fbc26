"""Each lock holds the versions that were asked for, so that a raised pin without `make lock` is noticed."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(\[[a-z,]+\])?==(?P<version>[^\s;\\]+)")


def listed(name: str) -> list[str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def pyproject() -> list[str]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    return [*project["dependencies"], *(pin for pins in project["optional-dependencies"].values() for pin in pins)]


def pins(lines: Iterable[str]) -> set[tuple[str, str]]:
    found = (PIN.match(line) for line in lines)
    return {(match["name"].lower().replace("_", "-"), match["version"]) for match in found if match}


ASKED = {
    "requirements.lock": pyproject(),
    "live/emulator.lock": listed("live/emulator.in"),
    "training/requirements.lock": listed("training/requirements.in"),
    "fuzzing/requirements.lock": listed("fuzzing/requirements.in"),
    "tests/mutants/requirements.lock": listed("tests/mutants/requirements.in"),
    "successor/requirements.lock": listed("successor/requirements.in"),
}


@pytest.mark.parametrize("lock", ASKED)
def test_everything_is_asked_for_by_an_exact_version(lock: str) -> None:
    assert ASKED[lock]
    assert [line for line in ASKED[lock] if not PIN.match(line)] == []


@pytest.mark.parametrize("lock", ASKED)
def test_a_lock_holds_the_versions_that_were_asked_for(lock: str) -> None:
    missing = pins(ASKED[lock]) - pins(listed(lock))
    assert not missing, f"{lock} is stale: {sorted(missing)}; make it anew with: make lock"

"""Whatever decodes bytes is fuzzed, or says why not: what a target claims to read is seen to run."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Collection, Mapping
from typing import Any

import pytest

from fuzzing.exempt import EXEMPT
from fuzzing.table import TARGETS
from fuzzing.target import Target
from tests.fuzzing.readers import ROOT, readers

pytestmark = pytest.mark.xdist_group("fuzzed readers")


@pytest.fixture(scope="module")
def ran() -> Mapping[str, Collection[str]]:
    """The functions that ran, by target: in a process of its own, so that nothing was remembered before."""
    command = [sys.executable, "-m", "tests.fuzzing.ran"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: Mapping[str, Collection[str]] = json.loads(done.stdout)
    return found


def is_exempt(reader: str) -> bool:
    module, _, function = reader.partition(":")
    parts = module.split(".")
    names = {".".join(parts[:count]) for count in range(1, len(parts) + 1)} | {reader if function else f"{module}:"}
    return bool(names & EXEMPT.keys())


def within(reader: str, functions: Collection[str]) -> bool:
    """Whether a function, or any method of a class, is among them."""
    return any(each == reader or each.startswith(f"{reader}.") for each in functions)


def every(ran: Mapping[str, Collection[str]]) -> Collection[str]:
    return frozenset[str]().union(*ran.values())


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_a_target_drives_the_readers_that_it_names(target: Target, ran: Mapping[str, Collection[str]]) -> None:
    for reader in target.readers:
        module, _, function = reader.partition(":")
        found: Any = importlib.import_module(module)
        for name in function.split("."):
            found = getattr(found, name)
        assert within(reader, ran[target.name]), reader


def test_whatever_decodes_bytes_is_fuzzed_or_says_why_not(ran: Mapping[str, Collection[str]]) -> None:
    assert [each for each in readers() if not is_exempt(each) and not within(each, every(ran))] == []


def test_nothing_is_exempt_that_does_not_decode() -> None:
    found = list(readers())
    for name in EXEMPT:
        assert any(each == name or each.startswith((f"{name}.", f"{name}:")) for each in found), name


def test_nothing_is_exempt_function_by_function_that_is_fuzzed(ran: Mapping[str, Collection[str]]) -> None:
    assert [name for name in EXEMPT if ":" in name and not name.endswith(":") and within(name, every(ran))] == []


def test_each_target_has_a_module_of_its_name() -> None:
    modules = {path.stem for path in (ROOT / "fuzzing" / "targets").glob("*.py")} - {"__init__"}
    assert modules == {target.name for target in TARGETS}

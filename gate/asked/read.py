"""What was asked and what matters, read for a run: a file that cannot be read becomes a finding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from gate.asked.attack import Attack, BrokenRecordOfTheAttack, load_attack
from gate.asked.attributes import load_cells
from gate.asked.load import Request, load_asked
from gate.asked.names import pytest_ids
from gate.asked.scope import load_scope
from gate.engines.attributes import Cell
from gate.model import Finding, broken
from gate.own_rules import BROKEN_RECORD, BROKEN_RULEBOOK
from gate.strict_toml import BrokenToml
from policies.core.policy import Policy

Read = TypeVar("Read")


def read_asked(policies: tuple[Policy, ...], problems: list[Finding]) -> Request:
    """What was asked of the system, and what no file can show."""
    # Of a rulebook that cannot be read, nobody knows what is missing.
    if not policies:
        return Request()
    known = frozenset(policy.id for policy in policies) | pytest_ids()
    return _read(lambda: replace(load_asked(known), scope=load_scope()), problems) or Request()


def read_cells(policies: tuple[Policy, ...], problems: list[Finding]) -> tuple[Cell, ...]:
    """The arguments that matter to security, each with who judges it."""
    return (_read(lambda: load_cells(policies), problems) if policies else ()) or ()


def read_attack(problems: list[Finding]) -> Attack | None:
    """What the last attack on the rulebook came to."""
    try:
        return load_attack()
    except BrokenRecordOfTheAttack as error:
        problems.append(broken(BROKEN_RECORD, "attack/record.json", str(error), "run `make mutate`"))
        return None


def _read(load: Callable[[], Read], problems: list[Finding]) -> Read | None:
    try:
        return load()
    except BrokenToml as error:
        problems.append(broken(BROKEN_RULEBOOK, f"policies/{error.file}", without(error.file, error), ""))
        return None


def without(file: str, error: Exception) -> str:
    """What an error says, without the file that its place names."""
    return str(error).removeprefix(f"{file}: ")

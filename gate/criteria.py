"""What a run judges by: the rulebook, the waivers, what Checkov must report, and the calls of each function.

All of it is read here, once a run, and passed on as it was read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from gate.asked.attack import Attack
from gate.asked.load import Request
from gate.asked.read import read_asked, read_attack, read_cells, without
from gate.dated_entries import BrokenEntries
from gate.engines.attributes import Cell
from gate.engines.checkov.built_ins import BrokenBuiltIns, BuiltIns
from gate.model import Finding, broken
from gate.own_rules import BROKEN_RECORD, BROKEN_RULEBOOK, BROKEN_WAIVERS, CHECKOV
from gate.waivers.load import Waiver, load_waivers
from policies.core.policy import Policy
from policies.core.recorded_calls import REMEDY, BrokenRecord, blocks, files
from policies.core.resources import Resource
from policies.core.rulebook import BrokenRulebook, rulebook


@dataclass(frozen=True)
class Criteria:
    """What a run judges by.

    `records` holds the bytes of each function's recorded calls by path, and `calls` the same as blocks. `broken` holds
    a finding for each part that cannot be read; with one of them nothing is judged. Where policies/checkov.toml cannot
    be read, `built_ins` is the finding that says so, and Checkov alone does not judge. `files` holds the digests of all
    that judges and is judged, as it was before any code of the stack ran; of files that are judged alone, nothing.
    `asked` is what was asked of the system, and what no file can show; the reports show both. `cells` are the arguments
    that matter to security, each with who judges it, and `attack` is what the last attack on the rulebook came to.
    """

    policies: tuple[Policy, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    built_ins: BuiltIns | Finding = field(default_factory=lambda: BuiltIns({}, {}))
    records: Mapping[str, bytes] = field(default_factory=dict)
    calls: tuple[Resource, ...] = ()
    broken: tuple[Finding, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    asked: Request = field(default_factory=Request)
    cells: tuple[Cell, ...] = ()
    attack: Attack | None = None

    @property
    def declined(self) -> Mapping[str, str]:
        """Checkov's checks that we decline, with reason and owner."""
        return self.built_ins.declined if isinstance(self.built_ins, BuiltIns) else {}

    @property
    def checks(self) -> Mapping[str, str]:
        """The title of each of Checkov's checks that we know."""
        return self.built_ins.titles if isinstance(self.built_ins, BuiltIns) else {}


def read_criteria() -> Criteria:
    """Reads all of it; what is broken becomes a finding."""
    problems: list[Finding] = []
    policies = _policies(problems)
    waivers = _waivers(problems)
    records, calls = _records(problems)
    asked, cells = read_asked(policies, problems), read_cells(policies, problems)
    attack, built_ins = read_attack(problems), _built_ins()
    read = Criteria(policies, waivers, built_ins, records, calls, tuple(problems), asked=asked)
    return replace(read, cells=cells, attack=attack)


def _policies(problems: list[Finding]) -> tuple[Policy, ...]:
    try:
        return rulebook()
    except BrokenRulebook as error:
        problems.append(broken(BROKEN_RULEBOOK, "the rulebook", str(error), ""))
        return ()


def _waivers(problems: list[Finding]) -> tuple[Waiver, ...]:
    try:
        return load_waivers()
    except BrokenEntries as error:
        problems.append(broken(BROKEN_WAIVERS, "policies/waivers.toml", str(error), "fix the file"))
        return ()


def _records(problems: list[Finding]) -> tuple[Mapping[str, bytes], tuple[Resource, ...]]:
    records: Mapping[str, bytes] = {}
    try:
        records = files()
        return records, tuple(blocks(records))
    except BrokenRecord as error:
        problems.append(broken(BROKEN_RECORD, error.file, error.reason, REMEDY))
        return records, ()


def _built_ins() -> BuiltIns | Finding:
    try:
        return BuiltIns.load()
    except BrokenBuiltIns as error:
        return broken(CHECKOV, "policies/checkov.toml", without("checkov.toml", error), "")

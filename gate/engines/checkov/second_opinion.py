"""The second engine's opinion: Checkov's scan, held against what it must have reported, and a self-test of its checks.

Checkov ends well where it parsed nothing, dropped a check or ran none. So its records are compared with what the file
itself makes one expect: of our policies, what the judge found; of Checkov's own checks, one record on every resource of
their types.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import NamedTuple

from gate.engines.checkov.agreement import agreement, place
from gate.engines.checkov.built_in_checks import built_in_checks
from gate.engines.checkov.built_ins import BuiltIns
from gate.engines.checkov.evaluated import Evaluated
from gate.engines.checkov.scan import Records, ScanFailed, prepare, scan
from gate.engines.checkov.self_test import not_noticing
from gate.model import Finding, broken
from gate.own_rules import CHECKOV
from policies.core.policy import Policy
from policies.core.stack import Stack

# What is logged and which stack is judged, Checkov and our checks know for the whole process.
IN_TURN = Lock()


class Opinion(NamedTuple):
    """All findings, and by check and place the attributes that Checkov says it evaluated."""

    findings: tuple[Finding, ...]
    evaluated: Evaluated = MappingProxyType({})


def second_opinion(
    path: Path, stack: Stack, policies: Sequence[Policy], judged: Sequence[Finding], built_ins: BuiltIns | Finding
) -> Opinion:
    """What the second engine says of a file that holds this stack, of which the judge has found `judged`."""
    if isinstance(built_ins, Finding):
        return Opinion((built_ins,))
    try:
        with IN_TURN:
            records, evaluated = scan(path, stack)
            found = (*opinion(records, stack, policies, judged, built_ins), *_self_test(policies))
    except ScanFailed as error:
        return Opinion(
            (broken(CHECKOV, path.name, str(error), "fix what it names, or delete .venv and set it up again"),)
        )
    return Opinion(found, {(check, place(address, stack)): paths for (check, address), paths in evaluated.items()})


def prepare_opinions(policies: Sequence[Policy]) -> None:
    """Does ahead, while a stack is synthesized, what every opinion needs; it is done again where that fails."""
    with IN_TURN, suppress(ScanFailed):
        prepare()
        _not_noticing(tuple(policies))


def _self_test(policies: Sequence[Policy]) -> Iterator[Finding]:
    for policy_id in _not_noticing(tuple(policies)):
        details = "its check passes its own violating example"
        yield broken(policy_id, "Checkov", details, "fix policies/checkov_adapter.py")


@lru_cache(maxsize=1)
def _not_noticing(policies: tuple[Policy, ...]) -> Sequence[str]:
    """As `not_noticing`, once for all files that are judged by these very policies."""
    return not_noticing(policies)


def opinion(
    records: Records, stack: Stack, policies: Sequence[Policy], judged: Sequence[Finding], built_ins: BuiltIns
) -> Iterator[Finding]:
    """The findings that follow from a scan: one a policy that both engines agree on, one a record of Checkov's own."""
    yield from agreement(records, stack, policies, judged)
    yield from built_in_checks(records, stack, policies, judged, built_ins)

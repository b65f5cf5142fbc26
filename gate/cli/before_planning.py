"""What must hold before anything is planned: the gate is open, and this machine has what a deploy needs."""

from __future__ import annotations

from collections.abc import Mapping

from gate.cli.options import REPORTS
from gate.cli.preflight import machine
from gate.deploy.in_bucket import InBucket
from gate.deploy.moving import Move
from gate.deploy.planning import ORDER
from gate.deploy.refused import Refused
from gate.deploy.target import Target
from gate.model import Verdict
from gate.preflight.needs import Needs
from gate.preflight.precondition import State
from gate.preflight.variable_files import given
from gate.provenance.attestation import read
from gate.provenance.fields import BrokenAttestation
from gate.regular_file import read as read_file
from gate.reports.attestation import statement
from gate.reports.evidence import Evidence
from gate.reports.names import ATTESTATION
from gate.run import judged
from gate.synthesis import OUTPUT, ROOT


def judged_open(moment: str) -> Evidence:
    """What a gate that is open has found in a synthesis of the checkout; raises Refused."""
    evidence = judged((), REPORTS, moment, OUTPUT)
    if evidence.verdict is not Verdict.OPEN:
        raise Refused(f"the gate is not open: {evidence.verdict.value}; see why with `gate`; nothing was done")
    return evidence


def attestation_of(evidence: Evidence) -> bytes:
    """The bytes of this run's own attestation, which another run may have replaced; raises Refused."""
    path = REPORTS / ATTESTATION
    written = read_file(path)
    try:
        found = read(written.decode())
    except (BrokenAttestation, UnicodeDecodeError) as error:
        raise Refused(f"{path}: {error}; run this again; nothing was planned") from None
    if found != statement(evidence, found.byproducts):
        raise Refused(f"{path}: is of another run of the gate, which ended meanwhile; run this again, and no other")
    return written


def preflight(target: Target) -> None:
    """Raises Refused with each thing that this machine lacks, and each state that the bucket must have first."""
    if not target.is_local:
        _refuse_unmoved(target)
    values: Mapping[str, str] = target.environment
    lacking = [each for each in machine(OUTPUT, Needs.read(OUTPUT), given(values, [])) if each.state is not State.OK]
    if lacking:
        raise Refused(*map(str, lacking))


def _refuse_unmoved(target: Target) -> None:
    moves = [Move(ROOT, InBucket(target, stack)) for stack in ORDER]
    due = [move.file.name for move in moves if move.is_due]
    if due:
        raise Refused(
            f"{', '.join(due)}: holds a state that is not in the bucket yet; move it with `gate state --move` first"
        )

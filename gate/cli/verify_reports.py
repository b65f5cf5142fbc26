"""`gate verify --reports`: are these the reports of the attested run?"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from gate.cli.options import refuse
from gate.cli.statement import statement_in, statement_of
from gate.provenance.attestation import Statement
from gate.reports.names import ATTESTATION, SIGNED
from gate.words import counted_noun, printable

UNDONE = "nothing was compared"
NO_EVIDENCE = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


def verify_reports(reports: Path, attestation: Path | None, key: Path | None) -> None:
    """Compares a folder of reports, or an archive, with its attestation; with a key, with what was signed."""
    # Imported here, since no other command reads workbooks and archives.
    from gate.exports.archive import NotEvidence  # noqa: PLC0415
    from gate.exports.deploys import is_entry  # noqa: PLC0415
    from gate.exports.handed_over import differing, handed_over  # noqa: PLC0415

    try:
        held = handed_over(reports)
        statement = _statement(reports, held, attestation, key)
        refuse_differing([*differing(held, statement, archived=not reports.is_dir())])
    except OSError as error:
        refuse(f"{error.filename or reports}: {error.strerror}; {UNDONE}")
    except NotEvidence as error:
        refuse(f"{reports}: {error}; {UNDONE}")
    except NO_EVIDENCE as error:  # as the attestation says it is, and so nobody's but a forger's
        refuse(f"{reports}: is no evidence of the gate's: {type(error).__name__}: {error}; {UNDONE}")
    by = f", signed by {key.name}" if key else "; nobody's signature was checked"
    of = f"{counted_noun(len(statement.byproducts), 'report')} of {reports} are those of {statement.time}"
    recorded = sum(map(is_entry, held))
    entries = counted_noun(recorded, "entry", "entries")
    ledger = f"; {entries} of a ledger, whose signatures `gate history` checks" if recorded else ""
    verdict = f"verdict {statement.verdict.value}"
    click.echo(printable(f"verified: {of}, {statement.attested.tree}, {verdict}{by}{ledger}"))


def refuse_differing(lines: Sequence[str]) -> None:
    """Ends the process where something differs, a line each."""
    for line in lines:
        click.echo(printable(line))
    if lines:
        sys.exit(1)


def _statement(reports: Path, held: Mapping[str, bytes], attestation: Path | None, key: Path | None) -> Statement:
    if attestation:
        return statement_in(attestation, key, undone=UNDONE)
    name = SIGNED if key else ATTESTATION
    if name not in held:
        refuse(f"{reports / name}: is missing; name it with --attestation, or export again; {UNDONE}")
    return statement_of(held[name].decode(), reports / name, key, undone=UNDONE)

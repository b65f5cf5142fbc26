"""`gate export`: the evidence of the last run as an archive for the auditor."""

from __future__ import annotations

import os
from pathlib import Path

import click

from gate.atomic import replace_bytes
from gate.cli.options import REPORTS, REPORTS_OPTION, refuse
from gate.provenance.attestation import read
from gate.provenance.fields import BrokenAttestation
from gate.regular_file import read as read_file
from gate.reports.names import ATTESTATION, BILLS, EXPORTED, NAMES, SIGNED
from gate.words import printable

AGAIN = "run the gate again; nothing was written"


@click.command()
@REPORTS_OPTION
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), default=REPORTS / EXPORTED, help="The archive."
)
def export(reports: Path, output: Path) -> None:
    """Pack the last reports for an auditor, as CSV and XLSX too.

    Their attestation goes with them, and so do what `gate attest` signed and the two bills of materials of `gate sbom`,
    where they are there. It judges nothing: the tables are made from verdict.json, each report must be the one that the
    attestation names, and each bill must be of its run. Equal reports give equal bytes.

    \b
    Example:
      gate && gate attest --key ~/gate.pem && gate sbom && gate export

    \b
    Exit status:
      0  the archive is written, whatever the verdict
      2  it is not, and one line says why
    """
    # Imported here, since no other command writes workbooks.
    from gate.exports.bundle import archive, exported  # noqa: PLC0415

    held = _reports(reports)
    try:
        _refuse_other_run(reports, held)
        files = exported(held, SIGNED)
        replace_bytes(output, archive(files))
    except OSError as error:
        refuse(f"{error.filename}: {error.strerror}; nothing was written")
    except BrokenAttestation as error:
        refuse(f"{reports / 'attestation.json'}: {error}; {AGAIN}")
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        refuse(f"{reports / 'verdict.json'}: is no verdict of the gate's: {type(error).__name__}: {error}; {AGAIN}")
    click.echo(printable(f"exported: {os.path.relpath(output)}, {len(files)} files"))


def _reports(folder: Path) -> dict[str, bytes]:
    try:
        held = {name: read_file(folder / name) for name in NAMES}
        beside = (name for name in (SIGNED, *BILLS) if os.path.lexists(folder / name))
        return held | {name: read_file(folder / name) for name in beside}
    except OSError as error:
        refuse(f"{error.filename}: {error.strerror}; {AGAIN}")


def _refuse_other_run(folder: Path, held: dict[str, bytes]) -> None:
    """Refuses reports of several runs: each must be the one that the attestation names."""
    # Imported here, as above.
    from gate.exports.handed_over import differing  # noqa: PLC0415

    for reason in differing(held, read(held[ATTESTATION].decode())):
        refuse(f"{folder}: {reason}; nothing was written")

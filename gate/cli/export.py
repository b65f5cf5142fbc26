"""`gate export`: the evidence of the last run as an archive for the auditor."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from gate.atomic import replace_bytes
from gate.cli.ledger_keys import trusted
from gate.cli.options import HEAD, OLD_KEYS, REPORTS, REPORTS_OPTION, refuse
from gate.cli.verified_ledger import verified_ledger
from gate.provenance.attestation import read
from gate.provenance.fields import BrokenAttestation
from gate.regular_file import read as read_file
from gate.reports.names import ATTESTATION, BILLS, EXPORTED, NAMES, SIGNED
from gate.words import printable

UNDONE = "nothing was written"
AGAIN = f"run the gate again; {UNDONE}"
ALL_KNOWN = "none: each signature was checked, and the head is the one that was kept"


@click.command()
@REPORTS_OPTION
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), default=REPORTS / EXPORTED, help="The archive."
)
@click.option("--ledger", "place", help="Add what was deployed: the ledger's folder, or s3://BUCKET/PREFIX.")
@click.option(
    "--key", "keys", type=click.Path(path_type=Path), multiple=True, help="Public key, PEM, that signs its entries now."
)
@OLD_KEYS
@HEAD
def export(  # noqa: PLR0913, PLR0917 - an argument for each option
    reports: Path, output: Path, place: str | None, keys: Sequence[Path], old: Sequence[Path], head: str | None
) -> None:
    """Pack the last reports for an auditor, as CSV and XLSX too.

    Their attestation goes with them, and so do what `gate attest` signed and the two bills of materials of `gate sbom`,
    where they are there. It judges nothing: the tables are made from verdict.json, each report must be the one that the
    attestation names, and each bill must be of its run. Equal reports give equal bytes.

    With --ledger it adds what was deployed and since when each control passes, two tables made from the entries of the
    ledger. These go with them, and a note how far they were verified: as by `gate history`, with the same --key and
    --head.

    \b
    Examples:
      gate && gate attest --key ~/gate.pem && gate sbom && gate export
      gate export --ledger ledger --key gate.pub.pem --head sha256:5d41...

    \b
    Exit status:
      0  the archive is written, whatever the verdict
      1  it is not, since the ledger does not hold: a line for each reason
      2  it is not, and one line says why
    """
    # Imported here, since no other command writes workbooks.
    from gate.exports.archive import archive  # noqa: PLC0415
    from gate.exports.bundle import exported  # noqa: PLC0415

    if place is None and (keys or old or head is not None):
        refuse(f"--key, --old-key, --head: are of a ledger; name it with --ledger; {UNDONE}")
    held = _reports(reports)
    try:
        _refuse_other_run(reports, held)
        if place is not None:
            held |= _ledger(place, trusted(keys, old, UNDONE), head)
        files = exported(held, SIGNED)
        replace_bytes(output, archive(files))
    except OSError as error:
        refuse(f"{error.filename}: {error.strerror}; {UNDONE}")
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
        refuse(f"{folder}: {reason}; {UNDONE}")


def _ledger(place: str, keys: Mapping[Path, Sequence[bytes]], head: str | None) -> Mapping[str, bytes]:
    """The entries of a ledger, and the note how far they were verified."""
    # Imported here, as above.
    from gate.exports.deploys import NOT_KNOWN, PLACE, SIGNERS, packed  # noqa: PLC0415

    known = verified_ledger(place, keys, head, undone=UNDONE)
    said = {
        PLACE: known.place,
        SIGNERS: " or ".join(known.keys) or "not checked",
        NOT_KNOWN: "; ".join(known.notes) or ALL_KNOWN,
    }
    return packed(known.files, known.chain, said)

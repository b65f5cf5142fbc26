"""`gate attest`: judge once more, and sign what was found if it is what was attested."""

from __future__ import annotations

import dataclasses
import os
from datetime import datetime
from pathlib import Path

import click

from gate.atomic import replace
from gate.cli.options import DATE, REPORTS, moment_or_now, refuse
from gate.moment import day
from gate.provenance.attestation import Statement, read
from gate.provenance.byproducts import exchanged
from gate.provenance.fields import BrokenAttestation
from gate.provenance.recomputed import differences, unfit
from gate.provenance.verification import ages
from gate.regular_file import read as read_file
from gate.regular_file import text
from gate.reports.attestation import byproducts, statement
from gate.reports.evidence import Evidence
from gate.reports.names import SIGNED
from gate.reports.write import RENDERERS
from gate.run import judged_afresh
from gate.words import printable

UNSIGNED = REPORTS / "attestation.json"


@click.command()
@click.option("--key", type=click.Path(path_type=Path), required=True, help="Private key: PEM, ed25519 or ECDSA.")
@click.option("--attestation", type=click.Path(path_type=Path), default=UNSIGNED, help="The attestation to sign.")
@click.option(
    "--output", type=click.Path(path_type=Path), default=REPORTS / SIGNED, help="Where the signed envelope goes."
)
@DATE
def attest(key: Path, attestation: Path, output: Path, date: datetime | None) -> None:
    """Sign the attestation of an open gate, as a DSSE envelope.

    It synthesizes and judges once more, never from the cache, and signs what it finds itself, with the time of now. It
    signs nothing where the attestation differs from that in anything but the time, which may be a day old. The reports
    whose digests it names are written once more in memory, and must have the same bytes.

    \b
    Example, with a new key outside the clone:
      openssl genpkey -algorithm ed25519 -out ~/gate.pem
      openssl pkey -in ~/gate.pem -pubout -out ~/gate.pub.pem
      gate attest --key ~/gate.pem

    \b
    Exit status:
      0  it is signed
      2  it is not, and one line says why
    """
    found = _signed(attestation, key, output, moment_or_now(date))
    click.echo(printable(f"signed: {os.path.relpath(output)}, of {found.attested.tree}"))


def _signed(attestation: Path, key: Path, output: Path, moment: str) -> Statement:
    """What was signed, and written."""
    # Imported here, since no other command signs.
    from gate.provenance.envelope import BadKey, signed, signer  # noqa: PLC0415

    try:
        secret = read_file(key, follow=True)
        signer(secret)
        given = text(attestation)
        _refuse_old(attestation, read(given), moment)
        evidence = judged_afresh(moment)
        found = statement(evidence, read(given).byproducts)
        _refuse_other(attestation, given, found)
        _refuse_other_reports(attestation, read(given), evidence)
        replace(output, signed(found.text(), secret))
        return found
    except OSError as error:
        refuse(f"{error.filename}: {error.strerror}; nothing was signed")
    except UnicodeDecodeError:
        refuse(f"{attestation}: is not UTF-8; run the gate again; nothing was signed")
    except BrokenAttestation as error:
        refuse(f"{attestation}: {error}; run the gate again; nothing was signed")
    except BadKey as error:
        refuse(f"{key}: {error}; nothing was signed")


def _refuse_old(attestation: Path, given: Statement, moment: str) -> None:
    if not given.is_open:
        refuse(f"{attestation}: the gate was not open; there is nothing to sign")
    for reason in ages(given.time, day(moment), 1):
        refuse(f"{attestation}: {reason}; nothing was signed")


def _refuse_other(attestation: Path, given: str, found: Statement) -> None:
    if not found.is_open:
        refuse(f"{attestation}: the gate is not open now; see why with `gate --fresh`; nothing was signed")
    for reason in unfit(found):
        refuse(f"{attestation}: {reason}; remove it and run the gate again; nothing was signed")
    for reason in differences(given, found):
        refuse(f"{attestation}: is not what the gate finds now: {reason}; run the gate again; nothing was signed")


def _refuse_other_reports(attestation: Path, given: Statement, evidence: Evidence) -> None:
    """The reports of the attested run, made anew for its own time."""
    then = dataclasses.replace(evidence, moment=given.time)
    found = byproducts({name: render(then).encode() for name, render in RENDERERS.items()})
    for reason in exchanged(given, found):
        refuse(f"{attestation}: {reason}; nothing was signed")
    if given.byproducts.keys() != found.keys():
        refuse(f"{attestation}: names other reports than the gate writes; run the gate again; nothing was signed")

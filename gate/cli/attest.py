"""`gate attest`: sign what the gate found."""

from __future__ import annotations

import os
from pathlib import Path

import click

from gate.atomic import replace
from gate.cli.options import REPORTS, refuse
from gate.provenance.attestation import PASSED, BrokenAttestation, read
from gate.reports.write import SIGNED
from gate.words import printable

UNSIGNED = REPORTS / "attestation.json"


@click.command()
@click.option("--key", type=click.Path(path_type=Path), required=True, help="Private key: PEM, ed25519 or ECDSA.")
@click.option("--attestation", type=click.Path(path_type=Path), default=UNSIGNED, help="The attestation to sign.")
@click.option(
    "--output", type=click.Path(path_type=Path), default=REPORTS / SIGNED, help="Where the signed envelope goes."
)
def attest(key: Path, attestation: Path, output: Path) -> None:
    """Sign the attestation of an open gate, as a DSSE envelope.

    \b
    Example, with a new key:
      openssl genpkey -algorithm ed25519 -out gate.pem
      openssl pkey -in gate.pem -pubout -out gate.pub.pem
      gate attest --key gate.pem

    \b
    Exit status:
      0  it is signed
      2  it is not, and one line says why
    """
    _sign(attestation, key, output)
    click.echo(printable(f"signed: {os.path.relpath(output)}"))


def _sign(attestation: Path, key: Path, output: Path) -> None:
    # Imported here, since no other command signs.
    from gate.provenance.envelope import BadKey, signed  # noqa: PLC0415

    try:
        text = attestation.read_text(encoding="utf-8")
        if read(text).result != PASSED:
            refuse(f"{attestation}: the gate was not open; there is nothing to sign")
        replace(output, signed(text, key.read_bytes()))
    except OSError as error:
        refuse(f"{error.filename}: {error.strerror}; nothing was signed")
    except UnicodeDecodeError:
        refuse(f"{attestation}: is not UTF-8; run the gate again")
    except BrokenAttestation as error:
        refuse(f"{attestation}: {error}; run the gate again")
    except BadKey as error:
        refuse(f"{key}: {error}; nothing was signed")

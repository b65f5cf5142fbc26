"""`gate verify`: are the files to be deployed those that were judged, and by these rules?"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from gate.cli.options import DATE, REPORTS, refuse
from gate.provenance.attestation import BrokenAttestation, Statement, read
from gate.provenance.attested import Attested, of_folder
from gate.provenance.verification import mismatches
from gate.synthesis import OUTPUT
from gate.words import printable


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True), required=False)
@click.option(
    "--attestation",
    type=click.Path(path_type=Path),
    default=REPORTS / "attestation.json",
    help="The attestation, signed or not.",
)
@click.option("--key", type=click.Path(path_type=Path), help="Public key, PEM: refuse what it has not signed.")
@click.option(
    "--days", type=click.IntRange(0), default=1, show_default=True, help="How many days old the attestation may be."
)
@DATE
def verify(folder: Path | None, attestation: Path, key: Path | None, days: int, day: datetime) -> None:
    """Compare a FOLDER with what was judged, before you deploy it.

    Every file of the folder, every rule, record and lock that judged it, and the versions of the tools must be those
    of the attestation. Each one that differs, is missing or was not judged is named. Without FOLDER, it is the stack
    in cdktf.out.

    \b
    Examples:
      gate verify
      gate verify --key gate.pub.pem --attestation reports/attestation.dsse.json

    \b
    Exit status:
      0  everything matches
      1  something does not
      2  it could not be compared
    """
    statement, now = _both(folder, attestation, key)
    differing = list(mismatches(statement, now, today=day.date(), days=days))
    for mismatch in differing:
        click.echo(printable(mismatch))
    if differing:
        sys.exit(1)
    files = f"{len(now.subjects)} files of the stack and {len(now.inputs)} that judged them"
    by = f", signed by {key.name}" if key else "; nobody's signature was checked"
    click.echo(printable(f"verified: {files} are those of {statement.verified}{by}"))


def _both(folder: Path | None, attestation: Path, key: Path | None) -> tuple[Statement, Attested]:
    """What was attested, and what is there now."""
    # Imported here, since no other command checks a signature.
    from gate.provenance.envelope import BadKey, BadSignature, opened, unchecked  # noqa: PLC0415

    try:
        text = attestation.read_text(encoding="utf-8")
        statement = read(opened(text, key.read_bytes()) if key else unchecked(text))
        return statement, of_folder(folder or _only_stack())
    except OSError as error:
        refuse(f"{error.filename}: {error.strerror}; nothing was compared")
    except UnicodeDecodeError:
        refuse(f"{attestation}: is not UTF-8; run the gate again")
    except BadKey as error:
        refuse(f"{key}: {error}; nothing was compared")
    except BadSignature as error:
        click.echo(printable(f"{attestation}: {error}"))
        sys.exit(1)
    except BrokenAttestation as error:
        refuse(f"{attestation}: {error}; run the gate again")


def _only_stack() -> Path:
    stacks = [path.parent for path in OUTPUT.glob("stacks/*/cdk.tf.json")]
    if len(stacks) != 1:
        refuse(f"{OUTPUT.name}: holds {len(stacks)} stacks, not one; name the folder of the one that is meant")
    return stacks[0]

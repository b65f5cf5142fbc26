"""The attestation that a command is given: what it says, and by whom."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gate.cli.options import refuse
from gate.provenance.attestation import Statement, read
from gate.provenance.fields import BrokenAttestation
from gate.regular_file import read as read_file
from gate.regular_file import text
from gate.words import printable


def statement_in(attestation: Path, key: Path | None, *, undone: str) -> Statement:
    """What it attests; without a key, nobody's signature is checked.

    Ends the process where it cannot be read, and says what is `undone`.
    """
    try:
        return statement_of(text(attestation), attestation, key, undone=undone)
    except OSError as error:
        refuse(f"{error.filename}: {error.strerror}; {undone}")
    except UnicodeDecodeError:
        refuse(f"{attestation}: is not UTF-8; run the gate again")


def statement_of(written: str, attestation: Path, key: Path | None, *, undone: str) -> Statement:
    """The same of what was read of an attestation already."""
    # Imported here, since no other command checks a signature.
    from gate.provenance.envelope import BadKey, BadSignature, opened, unchecked  # noqa: PLC0415

    try:
        return read(opened(written, read_file(key, follow=True)) if key else unchecked(written))
    except OSError as error:
        refuse(f"{error.filename}: {error.strerror}; {undone}")
    except BadKey as error:
        refuse(f"{key}: {error}; {undone}")
    except BadSignature as error:
        click.echo(printable(f"{attestation}: {error}"))
        sys.exit(1)
    except BrokenAttestation as error:
        refuse(f"{attestation}: {error}; run the gate again")

"""`gate sbom`: what the deployed bundles and the gate's own environment consist of."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import click

from gate.atomic import replace
from gate.cli.options import REPORTS_OPTION, refuse
from gate.cli.statement import statement_in
from gate.deployed import CannotRead, Deployed
from gate.provenance.attestation import Statement
from gate.provenance.digests import digest
from gate.regular_file import read
from gate.reports.names import ATTESTATION, SBOM_OF_BUNDLES, SBOM_OF_TOOLS
from gate.sbom.run import LOCK
from gate.synthesis import OUTPUT, ROOT
from gate.words import counted_noun, printable
from policies.core.function_sources import NoSource
from policies.core.snapshot import FILE

UNDONE = "nothing was written"
AGAIN = f"run the gate again; {UNDONE}"


@click.command()
@REPORTS_OPTION
def sbom(reports: Path) -> None:
    """Write bills of materials (CycloneDX) beside the last reports.

    bundles.cdx.json lists what is deployed: each function's bundle with its files, what they import, and its digest.
    tools.cdx.json lists each package that requirements.lock installs. Both are made of the very bytes that the
    attestation of an open gate names, and have its time: equal bytes and an equal time give equal bills.

    \b
    Example:
      gate && gate sbom

    \b
    Exit status:
      0  both are written
      2  they are not, and one line says why
    """
    statement = _statement(reports / ATTESTATION)
    try:
        for name, (text, count) in _bills(statement).items():
            replace(reports / name, text)
            click.echo(printable(f"written: {os.path.relpath(reports / name)}, {counted_noun(count, 'component')}"))
    except OSError as error:
        refuse(f"{error.filename}: {error.strerror}; {UNDONE}")


def _bills(statement: Statement) -> Mapping[str, tuple[str, int]]:
    """The text of each bill by the name of its file, and how many components it lists."""
    # Imported here, since no other command writes them.
    from gate.sbom.bill import written  # noqa: PLC0415
    from gate.sbom.bundles import NoBundle, bundles  # noqa: PLC0415
    from gate.sbom.lock import NotLocked  # noqa: PLC0415
    from gate.sbom.tools import tools  # noqa: PLC0415

    try:
        deployed = bundles(_attested_folder(statement), statement)
        installed = tools(*_attested_lock(statement), statement)
    except (CannotRead, NoBundle) as error:
        refuse(f"{error}; {UNDONE}")
    except (NotLocked, UnicodeDecodeError) as error:
        refuse(f"{LOCK}: {error}; {UNDONE}")
    bills = {SBOM_OF_BUNDLES: deployed, SBOM_OF_TOOLS: installed}
    return {name: (written(bill), len(bill.components)) for name, bill in bills.items()}


def _statement(attestation: Path) -> Statement:
    statement = statement_in(attestation, None, undone=UNDONE)
    if not statement.is_open:
        refuse(f"{attestation}: the gate was not open: its verdict was {statement.verdict.value}; {UNDONE}")
    return statement


def _attested_folder(statement: Statement) -> Deployed:
    deployed = Deployed.read(OUTPUT, NoSource("was not asked"))
    there = {entry.path: entry.digest for entry in deployed.entries if entry.kind == FILE}
    for path in sorted({*there, *statement.attested.subjects}):
        if there.get(path) != statement.attested.subjects.get(path):
            refuse(f"{OUTPUT.name}/{path}: is not what was judged; {AGAIN}")
    return deployed


def _attested_lock(statement: Statement) -> tuple[str, str]:
    """The text of the lock, and its digest."""
    data = read(ROOT / LOCK)
    found = digest(data).removeprefix("sha256:")
    if found != statement.attested.inputs.get(LOCK):
        refuse(f"{LOCK}: is not the one of the attested run; {AGAIN}")
    return data.decode(), found

"""`gate verify`: are the files to be deployed those that were judged, and by these rules?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from gate.cli.options import REPORTS, TIME, refuse
from gate.cli.stack_folders import stack_folders
from gate.cli.statement import statement_in
from gate.cli.verify_reports import refuse_differing, verify_reports
from gate.moment import day, now, written
from gate.provenance.attestation import Statement
from gate.provenance.attested import of_output, of_stacks
from gate.provenance.byproducts import exchanged_beside
from gate.provenance.verification import mismatches
from gate.reports.names import ATTESTATION
from gate.synthesis import OUTPUT
from gate.terraform_environment import settings, steering
from gate.words import printable
from policies.core.deployed_folder import MANIFEST


@click.command()
@click.argument("folders", type=click.Path(path_type=Path), nargs=-1, metavar="[FOLDER]...")
@click.option(
    "--attestation",
    type=click.Path(path_type=Path),
    show_default="that of the reports",
    help="The attestation, signed or not.",
)
@click.option("--plan", type=click.Path(path_type=Path), help="A saved plan of the one FOLDER, to be held to its file.")
@click.option("--reports", type=click.Path(path_type=Path), help="Compare reports instead: a folder, or evidence.zip.")
@click.option("--key", type=click.Path(path_type=Path), help="Public key, PEM: refuse what it has not signed.")
@click.option(
    "--days", type=click.IntRange(0), default=1, show_default=True, help="How many days old the attestation may be."
)
@click.option("--date", "date", type=TIME, show_default="now", help="The day, in UTC, on which to ask.")
def verify(  # noqa: PLR0913, PLR0917 - an argument for each option
    folders: Sequence[Path],
    attestation: Path | None,
    plan: Path | None,
    reports: Path | None,
    key: Path | None,
    days: int,
    date: datetime | None,
) -> None:
    """Compare stacks with what was judged, before you deploy them.

    Every file to be deployed, every rule, record and lock that judged it, the versions of the tools, the commit and
    the files that differ from it must be those of the attestation. Each one that differs, is missing or was not judged
    is named, and so is each report beside the attestation that is not of its run. A FOLDER is a stack's, and has its
    name. Without one, it is all of cdktf.out.

    With --reports it compares no stack, but the reports with their attestation, of whatever day and verdict.

    Ask it before `terraform init`: what Terraform puts beside the stack is refused.

    With --plan it is asked after `terraform plan -out`, of one stack, and holds the saved plan to the judged file too:
    the bytes that were planned are the judged ones, each planned value is what the file says, no reference leads
    elsewhere than it says, and nothing that holds data is destroyed or replaced. What is known only after apply is
    listed. It runs `terraform show`, and needs no network.

    \b
    Examples:
      gate verify
      gate verify --key gate.pub.pem --attestation reports/attestation.dsse.json
      gate verify --key gate.pub.pem --reports evidence.zip
      gate verify --plan account.plan account

    \b
    Exit status:
      0  everything matches
      1  something does not
      2  it could not be compared
    """
    if reports:
        verify_reports(reports, attestation, key)
        return
    if plan and len(folders) != 1:
        refuse("--plan: a plan is of one stack; name its folder")
    steered = steering()
    if steered:
        refuse(f"{steered}; nothing was compared")
    # Not by what the environment says of the time, by which an old attestation would never be too old.
    today = day(written(date) if date else now())
    attestation = attestation or REPORTS / ATTESTATION
    statement = statement_in(attestation, key, undone="nothing was compared")
    if statement.attested.subjects and MANIFEST not in statement.attested.subjects:
        refuse(f"{attestation}: is of files that were judged alone, without the folder of a stack; run `gate`")
    stacks = stack_folders(folders, initialized=plan is not None)
    there = of_stacks(stacks, initialized=plan is not None) if folders else of_output(OUTPUT)
    then = _of(stacks, statement) if folders else statement
    refuse_differing([*mismatches(then, there, today=today, days=days), *exchanged_beside(then, attestation.parent)])
    files = f"{len(then.attested.subjects)} files of the stack and {len(there.inputs)} that judged them"
    by = f", signed by {key.name}" if key else "; nobody's signature was checked"
    if plan:
        from gate.cli.verify_plan import verify_plan  # noqa: PLC0415 - it reads the rulebook, as nothing else here does

        ((stack, folder),) = stacks.items()
        verify_plan(plan, stack, folder, today)
    click.echo(printable(f"verified: {files} are those of {statement.time}, {there.tree}{by}{settings()}"))


def _of(stacks: Mapping[str, Path], statement: Statement) -> Statement:
    """What it says of these stacks alone."""
    beginnings = tuple(f"stacks/{name}/" for name in stacks)
    subjects = {name: digest for name, digest in statement.attested.subjects.items() if name.startswith(beginnings)}
    return replace(statement, attested=replace(statement.attested, subjects=subjects))

"""`gate preflight`: does this machine, and the account, have what a first apply needs?"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from gate.cli.options import refuse
from gate.preflight.concurrency import concurrency
from gate.preflight.machine import locks, region, terraform, terraform_version
from gate.preflight.needs import Needs, NoNeeds
from gate.preflight.precondition import Precondition, State, exit_code
from gate.preflight.variable_files import Given, NoVariables, given
from gate.preflight.variables import variables
from gate.progress import step
from gate.synthesis import OUTPUT, ROOT
from gate.terminal import colored
from gate.words import json_text, printable
from policies.core.deployed_folder import LOCK

COLORS = {State.OK: "green", State.MISSING: "red", State.UNKNOWN: "yellow"}
ACCOUNT_ID = "account_id"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=OUTPUT, metavar="[FOLDER]")
@click.option(
    "--var-file",
    "files",
    type=click.Path(path_type=Path),
    multiple=True,
    help="A file of variables, as Terraform will get it. TF_VAR_... in the environment is read too.",
)
@click.option(
    "--unreserved-concurrency",
    type=click.IntRange(0),
    help="What the account has, see aws lambda get-account-settings; with it, --aws does not ask for that.",
)
@click.option("--aws", "asked", is_flag=True, help="Ask the account too, by the credentials of the environment.")
@click.option("--json", "as_json", is_flag=True, help="Print a list of objects.")
def preflight(
    folder: Path, files: Sequence[Path], unreserved_concurrency: int | None, asked: bool, as_json: bool
) -> None:
    """Say whether all is there that a first apply needs.

    A line each: ok, missing or not known, with the remedy. What is needed is read from the judged files in FOLDER, or
    in cdktf.out. No value of a variable is printed. Without --aws no network is used.

    \b
    With --aws it makes calls that change nothing, and needs these rights:
      apigateway:GET on /account          logs:DescribeLogGroups
      cloudtrail:DescribeTrails           logs:DescribeResourcePolicies
      cloudtrail:GetEventSelectors        sns:GetSMSAttributes
      cloudtrail:GetTrailStatus           sns:GetSMSSandboxAccountStatus
      iam:GetRole                         sns:ListSubscriptionsByTopic
      lambda:GetAccountSettings           xray:GetEncryptionConfig
      lambda:GetFunctionConcurrency       sts:GetCallerIdentity, of all
    What is refused is not known, and never ok.

    \b
    Examples:
      gate preflight --var-file production.tfvars --unreserved-concurrency 1000
      gate preflight --var-file production.tfvars --aws
      gate preflight --json | jq '.[] | select(.state != "ok")'

    \b
    Exit status:
      0  all is there
      1  something is missing
      2  nothing is missing, and something is not known, or nothing could be asked
    """
    try:
        needs, known = Needs.read(folder), given(os.environ, files)
    except (NoNeeds, NoVariables) as error:
        refuse(str(error))
    found = [*machine(folder, needs, known), *_account(needs, known, unreserved_concurrency, asked)]
    _show(found, as_json=as_json, asked=asked)
    sys.exit(exit_code(found))


def machine(folder: Path, needs: Needs, known: Given) -> Iterator[Precondition]:
    """What this machine must have, and the variables that the files declare."""
    yield terraform(terraform_version())
    yield from locks(folder, needs.stacks, ROOT / "stacks" / LOCK)
    yield region(needs.region, os.environ)
    yield from variables(needs.variables, known.values, known.unread)


def _account(needs: Needs, known: Given, unreserved: int | None, asked: bool) -> Iterator[Precondition]:
    if unreserved is not None or not asked:
        yield concurrency(needs.reserved, unreserved)
    if not asked:
        return
    # Imported here, since no other command asks AWS.
    from gate.preflight.account import account  # noqa: PLC0415
    from gate.preflight.aws import answers_about  # noqa: PLC0415

    account_id = known.values.get(ACCOUNT_ID, "")
    with step("asking the account"):
        answers = answers_about(needs, account_id, concurrency=unreserved is None)
    yield from account(needs, answers, account_id)


def _show(found: Sequence[Precondition], *, as_json: bool, asked: bool) -> None:
    if as_json:
        rows = [
            {"name": each.name, "state": each.state.value, "details": each.details, "remedy": each.remedy}
            for each in found
        ]
        click.echo(json_text(rows))
        return
    for precondition in found:
        click.secho(printable(str(precondition)), fg=COLORS[precondition.state], color=colored())
    if not asked:
        click.echo("The account was not asked; --aws does that.", err=True)

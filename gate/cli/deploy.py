"""`gate deploy`: judge, plan, hold the plans to what was judged, and apply these plans once somebody approves."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from gate.cli.deploy_options import Kept, Options
from gate.cli.deploy_steps import apply_plans, make_plans
from gate.cli.interrupted import interrupted
from gate.cli.options import HEAD, OLD_KEYS, refuse
from gate.deploy.lock import locked
from gate.deploy.refused import CannotDeploy, Refused
from gate.ledger.store import NoLedger
from gate.provenance.envelope import BadKey
from gate.words import printable


@click.command()
@click.option("--only", type=click.Choice(["plan", "apply"]), help="Plan and stop, or apply what was planned.")
@click.option("--approved-by", "approver", default="", help="Who approves. On a terminal it asks, once it has planned.")
@click.option("--key", type=click.Path(path_type=Path), help="Private key, PEM, which signs plans and ledger entries.")
@OLD_KEYS
@click.option("--ledger", default="", show_default="ledger", help="Where deploys are recorded: a folder, or s3://...")
@HEAD
@click.option("--changes", metavar="DIGEST", help="Digest of the approved changes; refuse any other change.")
@click.option("--local", "is_local", is_flag=True, help="Deploy to the local AWS that `make local-aws` runs.")
@interrupted("what was made is in the state; run `gate deploy` again, which goes on from there")
def deploy(  # noqa: PLR0913, PLR0917 - an argument for each option
    only: str | None,
    approver: str,
    key: Path | None,
    old: Sequence[Path],
    ledger: str,
    head: str | None,
    changes: str | None,
    is_local: bool,
) -> None:
    """Deploy what was judged, and nothing else.

    It judges a fresh synthesis and goes on only if the gate is open and the tree is clean. It plans each stack, the
    account's before the system's, and holds each plan to the judged file as `gate verify --plan` does. Plans and
    attestation are bound together and signed. Once somebody approves, all of it is compared once more, byte for byte,
    and exactly these plans are applied. Then it plans again: what is deployed must be what was judged. The ledger gets
    an entry for each of the two, see `gate history`. With --head, a ledger of which the newest entries, or all, were
    removed gets no entry; without it, nobody notices. One that begins a ledger says so in its first line.

    Planning ends with the digest of all that would change, as `gate drift --changes` does. Whoever approved that has
    --changes refuse any other change.

    An apply that fails or is interrupted leaves what was made in the state: run it again, and it goes on from there.
    What may hold data and was just being made is tainted then, and Terraform would replace it. So planning untaints it
    in the state and says so: before anybody approves, and with --only plan too. It changes nothing in AWS.

    Variables come as TF_VAR_..., as Terraform has them. Plans lie in .deploy, and hold what the state holds.

    \b
    Examples:
      gate deploy --key ~/gate.pem
      gate deploy --key ~/gate.pem --only plan
      gate deploy --key ~/gate.pem --only apply --approved-by "M. Okafor, CHG-101"
      gate deploy --key ~/gate.pem --changes sha256:5d41...
      gate deploy --local --approved-by me

    \b
    Exit status:
      0  deployed and verified, or nothing to do; with --only plan, planned
      1  something does not match, or must not be; each reason is a line
      2  it could not be done; one line says why
    """
    try:
        options = Options.read(key, old, ledger, Kept(changes, head), is_local=is_local)
        with locked(options.target.folder):
            if only != "apply":
                options = make_plans(options)
            if only != "plan":
                apply_plans(options, lambda planned: _approver(approver, planned), just_planned=not only)
    except Refused as refused:
        for line in refused.lines:
            click.echo(printable(line))
        sys.exit(1)
    except (CannotDeploy, NoLedger) as error:
        refuse(str(error))
    except BadKey as error:
        refuse(f"{key}: {error}; nothing was applied")
    except OSError as error:
        refuse(f"{error.filename or 'a copy'}: {error.strerror or error}; nothing more was applied")


def _approver(approver: str, planned: Sequence[str]) -> str:
    """Who approves these plans, as the option or the person says."""
    if not approver and sys.stdin.isatty() and not os.environ.get("CI"):
        approver = click.prompt("; ".join(planned) + "\nApproved by (name, ticket)", default="", show_default=False)
    approver = approver.strip()
    if not approver:
        raise CannotDeploy("nobody approves it; name who does with --approved-by; nothing was applied")
    if len(approver) > 200 or not approver.isprintable():
        raise CannotDeploy("--approved-by: is too long, or no plain text; nothing was applied")
    return approver

"""`gate drift`: is what is deployed what was judged?"""

from __future__ import annotations

import sys

import click

from gate.cli.before_planning import judged_open, preflight
from gate.cli.interrupted import interrupted
from gate.cli.options import refuse
from gate.deploy.changes import changes
from gate.deploy.lock import locked
from gate.deploy.looking import looked
from gate.deploy.refused import CannotDeploy, Refused
from gate.deploy.target import account, local
from gate.moment import day, now
from gate.words import printable

UNSEEN = "what is deployed was not compared"


@click.command()
@click.option("--local", "is_local", is_flag=True, help="Compare the local AWS that `make local-aws` runs.")
@click.option("--changes", "with_changes", is_flag=True, help="Also print the digest for `gate deploy --changes`.")
@interrupted(f"{UNSEEN}; nothing was changed")
def drift(is_local: bool, with_changes: bool) -> None:
    """Compare what is deployed with what was judged.

    It judges a synthesis of this checkout, plans the account's stack and the system's in copies of their folders, and
    holds each plan to the judged file as `gate verify --plan` does. Each difference is a line, by resource and
    attribute, without any value. It changes nothing, in the account and in the state, and takes no lock, so it must
    not run while a deploy does. Of the plans nothing stays.

    It cannot see what Terraform does not know: a resource that is in no state, such as one that somebody made by hand,
    and the value of a SecureString. What the checkout has and nobody has deployed yet is a difference too.

    Variables come as TF_VAR_..., as Terraform has them. Of the ephemeral ones any valid value will do.

    With --changes a last line has the digest of all that a deploy would change. Give it to `gate deploy --changes`,
    which refuses any other change.

    \b
    Examples:
      gate drift
      gate drift --changes
      gate drift --local

    \b
    Exit status:
      0  nothing differs
      1  something differs; each difference is a line
      2  they could not be compared; one line says why
    """
    try:
        _show(is_local=is_local, with_changes=with_changes)
    except Refused as refused:
        refuse(f"{'; '.join(refused.lines)}; {UNSEEN}")
    except CannotDeploy as error:
        refuse(f"{error}; {UNSEEN}")
    except OSError as error:
        refuse(f"{error.filename or 'a copy'}: {error.strerror or error}; {UNSEEN}")


def _show(*, is_local: bool, with_changes: bool) -> None:
    target, moment = local() if is_local else account(), now()
    with locked(target.folder):
        evidence = judged_open(moment)
        preflight(target)
        stacks = []
        for each in looked(target, day(moment)):
            stacks.append(each)
            for line in each.differences:
                click.echo(printable(f"{each.stack}: {line}"))
    differs = any(each.differences for each in stacks)
    if not differs:
        click.echo(printable(f"no difference: what is deployed is what was judged, {evidence.attested.tree}"))
    if with_changes:
        click.echo(f"changes: {changes({each.stack: each.held for each in stacks})}")
    if differs:
        sys.exit(1)

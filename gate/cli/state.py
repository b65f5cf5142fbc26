"""`gate state`: the states that still lie in files of the clone, and their way into the bucket of the account."""

from __future__ import annotations

import sys

import click

from gate.cli.before_planning import judged_open
from gate.cli.interrupted import interrupted
from gate.cli.options import refuse
from gate.deploy.in_bucket import InBucket
from gate.deploy.lock import locked
from gate.deploy.moving import Move
from gate.deploy.planning import ORDER
from gate.deploy.refused import CannotDeploy, Refused
from gate.deploy.target import account
from gate.moment import now
from gate.synthesis import ROOT
from gate.words import printable


@click.command()
@click.option("--move", "moves", is_flag=True, help="Move them. Without it, say what would be moved, and move nothing.")
@interrupted("a state stays in its file until it is moved; run `gate state` again, which goes on from there")
def state(*, moves: bool) -> None:
    """Say which states lie in files of this clone, and move them to S3.

    States of account and fraud-detection lay in terraform.STACK.tfstate, here. Now the judged files name S3, and the
    bucket is that of the account in TF_VAR_account_id, which the stack delivery has made. The state of delivery itself
    stays in its file.

    With --move it writes a backup beside the file, lets Terraform copy the state, reads back what the bucket holds,
    and removes the file if lineage, resources and outputs are equal. A bucket that holds another state is refused, and
    so is a state whose resources are of another account. An interrupted move goes on when it is run again. Secrets in a
    state are named by their places, and never shown.

    \b
    Examples:
      gate state
      gate state --move

    \b
    Exit status:
      0  they are moved, or there is nothing to move, or nothing was to be moved
      1  something does not match, or must not be; each reason is a line
      2  it could not be done; one line says why
    """
    try:
        target = account()
        with locked(target.folder):
            judged_open(now())  # the judged files say where states lie
            for stack in ORDER:
                for line in Move(ROOT, InBucket(target, stack)).steps(moves=moves):
                    click.echo(printable(f"{stack}: {line}"))
    except Refused as refused:
        for line in refused.lines:
            click.echo(printable(line))
        sys.exit(1)
    except CannotDeploy as error:
        refuse(str(error))
    except OSError as error:
        refuse(f"{error.filename or 'a copy'}: {error.strerror or error}; nothing more was moved")

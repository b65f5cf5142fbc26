"""What `gate verify --plan` does: hold a saved plan to the judged file of its stack."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from gate.cli.options import refuse
from gate.deploy.holding import held, judged_by
from gate.deploy.refused import CannotDeploy, Refused
from gate.deploy.terraform import Terraform
from gate.plan.change import NOTHING
from gate.plan.held import Held
from gate.plan.judged import Judged
from gate.regular_file import read as read_file
from gate.words import counted_noun, printable
from policies.core.deployed_folder import LOCK, SYNTHESIZED

UNDONE = "nothing was compared"


def verify_plan(plan: Path, stack: str, folder: Path, today: date) -> None:
    """Say what the plan does and what is known only later; end the process where it must not be applied."""
    try:
        judged = Judged(stack, read_file(folder / SYNTHESIZED), read_file(folder / LOCK))
        found = held(judged, plan, Terraform(folder, os.environ), judged_by(today))
    except Refused as refused:
        for line in refused.lines:
            click.echo(printable(line))
        sys.exit(1)
    except CannotDeploy as error:
        refuse(f"{error}; {UNDONE}")
    except OSError as error:
        refuse(f"{error.filename}: {error.strerror}; {UNDONE}")
    for line in lines(found):
        click.echo(printable(line))
    click.echo(printable(f"verified: {plan} plans what {folder / SYNTHESIZED} says: {summary(found)}"))


def lines(held: Held) -> Iterator[str]:
    """The variables that may be shown, and what is known only after apply or ended, a line for each resource."""
    yield from (f"variable {name}: {value}" for name, value in sorted(held.variables.items()))
    by_address: dict[str, list[str]] = {}
    for each in held.later:
        by_address.setdefault(each.address, []).append(each.attribute)
    yield from (f"known after apply: {address}: {', '.join(names)}" for address, names in sorted(by_address.items()))
    yield from held.ended


def summary(held: Held) -> str:
    """`187 to create, 3 to update; 291 values are known only after apply`."""
    done = [f"{count:,} to {action}" for action, count in sorted(held.actions.items()) if action != NOTHING]
    later = f"{counted_noun(len(held.later), 'value')} {'is' if len(held.later) == 1 else 'are'} known only after apply"
    return f"{', '.join(done) or 'nothing to do'}; {later}"

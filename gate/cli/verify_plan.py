"""What `gate verify --plan` does: hold a saved plan to the judged file of its stack."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import click

from gate.cli.options import refuse
from gate.criteria import read_criteria
from gate.plan.broken import BrokenPlan
from gate.plan.differences import Later
from gate.plan.held import Criteria, Held, hold
from gate.plan.judged import Judged
from gate.plan.losses import load_allowances
from gate.plan.saved import SavedPlan
from gate.plan.shown import NOTHING, read
from gate.plan.terraform import show
from gate.regular_file import read as read_file
from gate.strict_toml import BrokenToml
from gate.words import printable
from policies.core.deployed_folder import LOCK, SYNTHESIZED

UNDONE = "nothing was compared"


def verify_plan(plan: Path, stack: str, folder: Path, today: date) -> None:
    """Say what the plan does and what is known only later; end the process where it must not be applied."""
    try:
        judged = Judged(stack, read_file(folder / SYNTHESIZED), read_file(folder / LOCK))
        held = hold(SavedPlan.read(read_file(plan)), read(show(plan, folder)), judged, judged_by(today))
    except OSError as error:
        refuse(f"{error.filename}: {error.strerror}; {UNDONE}")
    except (BrokenPlan, BrokenToml) as error:
        refuse(f"{plan}: {error}; {UNDONE}")
    refuse_held(held)
    for line in told(held):
        click.echo(printable(line))
    click.echo(printable(f"verified: {plan} plans what {folder / SYNTHESIZED} says: {summary(held)}"))


def judged_by(today: date) -> Criteria:
    """What a plan is judged again by; ends the process where that cannot be read."""
    criteria = read_criteria()
    for broken in criteria.broken:
        refuse(f"{broken.place}: {broken.details}; {UNDONE}")
    return Criteria(criteria.policies, criteria.calls, load_allowances(), today)


def refuse_held(held: Held) -> None:
    """Ends the process where the plan must not be applied, with a line for each reason."""
    for line in held.refusals:
        click.echo(printable(line))
    if held.refusals:
        sys.exit(1)


def told(held: Held) -> Iterator[str]:
    """What is known only after apply, a line for each resource."""
    by_address: dict[str, list[str]] = {}
    for each in held.later:
        by_address.setdefault(each.address, []).append(each.attribute)
    yield from (f"known after apply: {address}: {', '.join(names)}" for address, names in sorted(by_address.items()))


def summary(held: Held) -> str:
    """`187 to create, 3 to update; 291 values are known only after apply`."""
    done = [f"{count:,} to {action}" for action, count in sorted(held.actions.items()) if action != NOTHING]
    return f"{', '.join(done) or 'nothing to do'}; {_counted(held.later)} known only after apply"


def _counted(later: Sequence[Later]) -> str:
    return f"{len(later):,} value{' is' if len(later) == 1 else 's are'}"

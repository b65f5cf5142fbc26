"""Looking at what is there: each stack is planned in a copy of its own; nothing of that stays, and nothing changes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gate.deploy.holding import judged_by, read_and_held
from gate.deploy.planning import ORDER, initialized, judged_stack
from gate.deploy.target import Target
from gate.plan.drift import drift
from gate.plan.held import Held
from gate.plan.judged_again import Criteria
from gate.progress import step

# Beside the folder of the copies that a deploy plans in, so that a plan that waits for its approval stays.
FOLDER = "drift"


@dataclass(frozen=True)
class Looked:
    """What was seen of a stack: a line for each difference, and its plan, held to the judged file."""

    stack: str
    differences: tuple[str, ...]
    held: Held


def looked(target: Target, today: date) -> Iterator[Looked]:
    """Each stack, as what is there differs from what was judged; raises Refused and CannotDeploy."""
    criteria = judged_by(today)
    for stack in ORDER:
        yield _at(stack, target, criteria)


def _at(stack: str, target: Target, criteria: Criteria) -> Looked:
    judged, source, _ = judged_stack(target, stack)
    folder = target.folder / FOLDER / stack
    plan = folder.with_suffix(".plan")
    try:
        with step(f"looking at {stack}"):
            terraform = initialized(target, judged, source, folder)
            # Without a lock, which is an object that somebody who may only look may not write.
            terraform.quietly("plan", "-input=false", "-lock=false", f"-out={plan}")
            shown, held = read_and_held(judged, plan, terraform, criteria)
    finally:
        # The plan holds what the state holds.
        shutil.rmtree(folder.parent, ignore_errors=True)
    return Looked(stack, (*held.refusals, *drift(shown, judged)), held)

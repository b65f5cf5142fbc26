"""The second half of a deploy: what was planned is still what was judged, and is applied, and looked at."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from gate.deploy import working_copy
from gate.deploy.bound import AGAIN, Bound
from gate.deploy.holding import held, judged_by
from gate.deploy.planning import ORDER, Planned, judged_stack
from gate.deploy.refused import CannotDeploy, Refused
from gate.deploy.target import Target
from gate.deploy.terraform import Terraform
from gate.deploy.unstored import stored
from gate.plan.judged_again import Criteria
from gate.progress import step
from gate.regular_file import read as read_file


def compared(target: Target, bound: Bound, today: date) -> Iterator[Planned]:
    """Each stack with the plan that was attested, held to the judged file once more; raises Refused."""
    criteria = judged_by(today)
    for stack in ORDER:
        judged, _, folder = judged_stack(target, stack)
        plan, terraform = target.folder / f"{stack}.plan", Terraform(folder, target.environment)
        files = working_copy.due(judged, bound.attested.subjects, bound.prepared.backends.get(stack, ""))
        _refuse_another_plan(plan, bound.prepared.plans.get(stack))
        working_copy.refuse_other_files(folder, files)
        yield Planned(judged, files, plan, terraform, held(judged, plan, terraform, criteria))


def _refuse_another_plan(plan: Path, digest: str | None) -> None:
    if not plan.is_file() or hashlib.sha256(read_file(plan)).hexdigest() != digest:
        raise Refused(f"{plan}: is not the plan that was attested; {AGAIN}")


def refuse_changed(planned: Planned, bound: Bound) -> None:
    """Raises Refused unless it is still as it was compared: since then another stack may have been applied."""
    _refuse_another_plan(planned.plan, bound.prepared.plans.get(planned.judged.stack))
    working_copy.refuse_other_files(planned.terraform.folder, planned.files)


def applied(planned: Planned) -> None:
    """Applies exactly this plan; raises CannotDeploy where Terraform did not end it, or could not store the state."""
    stack, folder = planned.judged.stack, planned.terraform.folder
    try:
        ended = planned.terraform.visibly("apply", "-input=false", str(planned.plan))
    finally:
        first = stored(planned.terraform, planned.plan.parent, planned.files[working_copy.BACKEND])
    if not ended:
        raise CannotDeploy(
            f"{first}{stack}: terraform apply did not end it; fix what it names above, and run `gate deploy` again: "
            "what was made is in the state, and stays. What it says exists already, an interrupted apply was making: "
            f"`terraform -chdir={folder} import ADDRESS NAME` takes it into the state"
        )


def verify(target: Target, stacks: Sequence[Planned], today: date, otherwise: str) -> None:
    """Plans each stack once more: what is there must be what was judged, and nothing left to do; raises Refused."""
    criteria = judged_by(today)
    lines = [f"{otherwise}: {line}" for planned in stacks for line in _left(target, planned, criteria)]
    if lines:
        raise Refused(*lines)


def _left(target: Target, planned: Planned, criteria: Criteria) -> Iterator[str]:
    stack, after = planned.judged.stack, target.folder / f"{planned.judged.stack}.after.plan"
    with step(f"looking at {stack}"):
        try:
            # Among it is what says which state is planned on.
            working_copy.refuse_other_files(planned.terraform.folder, planned.files)
            planned.terraform.quietly("plan", "-input=false", f"-out={after}")
            found = held(planned.judged, after, planned.terraform, criteria)
        except Refused as refused:
            yield from refused.lines
            return
        finally:
            after.unlink(missing_ok=True)
    if not found.changes_nothing:
        yield f"{stack}: there is still something to do; run `gate deploy` again"

"""A saved plan, held to its judged file: what Terraform shows of the very bytes that were read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from gate.criteria import read_criteria
from gate.dated_entries import BrokenEntries
from gate.deploy.refused import CannotDeploy, Refused
from gate.deploy.terraform import Terraform
from gate.plan.broken import BrokenPlan
from gate.plan.held import Held, hold
from gate.plan.judged import Judged
from gate.plan.judged_again import Criteria
from gate.plan.losses import ALLOWED, load_allowances
from gate.plan.saved import SavedPlan
from gate.plan.shown import Shown, read
from gate.regular_file import read as read_file


def held(judged: Judged, plan: Path, terraform: Terraform, criteria: Criteria) -> Held:
    """The plan that is there, held to the judged file; raises Refused and CannotDeploy."""
    _, found = read_and_held(judged, plan, terraform, criteria)
    if found.refusals:
        raise Refused(*(f"{judged.stack}: {line}" for line in found.refusals))
    return found


def read_and_held(judged: Judged, plan: Path, terraform: Terraform, criteria: Criteria) -> tuple[Shown, Held]:
    """The plan that is there, and what came of holding it to the judged file; raises CannotDeploy."""
    data = read_file(plan)
    try:
        with _copied(plan.name, data) as copy:
            saved, shown = SavedPlan.read(data), read(terraform.quietly("show", "-json", str(copy)))
        return shown, hold(saved, shown, judged, criteria)
    except BrokenPlan as error:
        raise CannotDeploy(f"{plan}: {error}") from None


def judged_by(today: date) -> Criteria:
    """What plans are judged again by; raises CannotDeploy."""
    criteria = read_criteria()
    for broken in criteria.broken:
        raise CannotDeploy(f"{broken.place}: {broken.details}")
    try:
        return Criteria(criteria.policies, criteria.calls, load_allowances(), today)
    except BrokenEntries as error:
        raise CannotDeploy(f"policies/{ALLOWED.name}: {error}") from None


@contextmanager
def _copied(name: str, data: bytes) -> Iterator[Path]:
    """A file with these bytes that nobody else writes, for as long as it is needed."""
    with TemporaryDirectory(prefix="gate-plan-") as folder:
        copy = Path(folder, name)
        copy.touch(0o600)
        copy.write_bytes(data)
        yield copy

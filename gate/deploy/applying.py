"""The second half of a deploy: what was planned is still what was judged, and is applied, and looked at."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from gate.deploy import working_copy
from gate.deploy.planning import ATTESTATION, ORDER, PREPARED, Planned, held, judged_by, judged_stack
from gate.deploy.prepared import Prepared, read
from gate.deploy.refused import CannotDeploy, Refused
from gate.deploy.target import Target
from gate.deploy.terraform import Terraform
from gate.deploy.unstored import stored
from gate.plan.judged_again import Criteria
from gate.progress import step
from gate.provenance.attestation import read as read_attestation
from gate.provenance.attested import of_output
from gate.provenance.envelope import BadSignature, opened
from gate.provenance.fields import BrokenAttestation
from gate.provenance.verification import mismatches
from gate.regular_file import read as read_file
from gate.synthesis import OUTPUT

AGAIN = "run `gate deploy --only plan` again"


def bound(target: Target, public: bytes, today: date) -> Prepared:
    """What binds the plans to the attestation, if both are of what is there now; raises Refused."""
    plans, named = target.folder / PREPARED, target.folder / ATTESTATION
    try:
        attestation = read_file(named)
        prepared = read(opened(read_file(plans).decode(), public))
    except (BadSignature, BrokenAttestation, UnicodeDecodeError) as error:
        raise Refused(f"{plans}: {error}; {AGAIN}") from None
    except FileNotFoundError as error:
        raise CannotDeploy(f"{error.filename}: there is no plan; {AGAIN}") from None
    if prepared.account != target.account:
        raise Refused(f"{plans}: is for another account than TF_VAR_account_id says; {AGAIN}")
    if prepared.attestation != hashlib.sha256(attestation).hexdigest():
        raise Refused(f"{named}: is not the attestation that the plans were made by; {AGAIN}")
    lines = [*mismatches(read_attestation(attestation.decode()), of_output(OUTPUT), today=today, days=1)]
    if lines:
        raise Refused(*(f"{line}; {AGAIN}" for line in lines))
    return prepared


def compared(target: Target, prepared: Prepared, today: date) -> Iterator[Planned]:
    """Each stack with the plan that was attested, held to the judged file once more; raises Refused."""
    criteria = judged_by(today)
    for stack in ORDER:
        judged, source, folder = judged_stack(target, stack)
        plan, terraform = target.folder / f"{stack}.plan", Terraform(folder, target.environment)
        _refuse_another_plan(plan, prepared.plans.get(stack))
        working_copy.refuse_other_files(source, folder, judged)
        yield Planned(judged, source, plan, terraform, held(judged, plan, terraform, criteria))


def _refuse_another_plan(plan: Path, digest: str | None) -> None:
    if not plan.is_file() or hashlib.sha256(read_file(plan)).hexdigest() != digest:
        raise Refused(f"{plan}: is not the plan that was attested; {AGAIN}")


def refuse_changed(planned: Planned, prepared: Prepared) -> None:
    """Raises Refused unless it is still as it was compared: since then another stack may have been applied."""
    _refuse_another_plan(planned.plan, prepared.plans.get(planned.judged.stack))
    working_copy.refuse_other_files(planned.source, planned.terraform.folder, planned.judged)


def applied(planned: Planned) -> None:
    """Applies exactly this plan; raises CannotDeploy where Terraform did not end it, or could not store the state."""
    stack, folder = planned.judged.stack, planned.terraform.folder
    try:
        ended = planned.terraform.visibly("apply", "-input=false", str(planned.plan))
    finally:
        first = stored(planned.terraform, planned.plan.parent)
    if not ended:
        raise CannotDeploy(
            f"{first}{stack}: terraform apply did not end it; mend what it names above, and run `gate deploy` again: "
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
            planned.terraform.quietly("plan", "-input=false", f"-out={after}")
            found = held(planned.judged, after, planned.terraform, criteria)
        except Refused as refused:
            yield from refused.lines
            return
        finally:
            after.unlink(missing_ok=True)
    if not found.changes_nothing:
        yield f"{stack}: there is still something to do; run `gate deploy` again"

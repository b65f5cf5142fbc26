"""The first half of a deploy: plan each stack, and hold each plan to its judged file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gate.deploy import interrupted, working_copy
from gate.deploy.holding import held, judged_by
from gate.deploy.target import Target
from gate.deploy.terraform import Terraform
from gate.plan.held import Held
from gate.plan.judged import Judged
from gate.progress import step
from gate.regular_file import read as read_file
from gate.synthesis import OUTPUT
from policies.core.deployed_folder import LOCK, STACKS, SYNTHESIZED
from policies.core.known_stacks import DEPLOYED

# What others rest on comes first. How these are deployed is deployed by hand, once, by whoever may.
ORDER = tuple(reversed(DEPLOYED))


@dataclass(frozen=True)
class Planned:
    """A stack with its saved plan, what came of holding it to the judged file, and `notes` of what was done before.

    `files` has the digest of each file that its working copy must have.
    """

    judged: Judged
    files: Mapping[str, str]
    plan: Path
    terraform: Terraform
    held: Held
    notes: tuple[str, ...] = ()


def plans(target: Target, attested: Mapping[str, str], today: date) -> Iterator[Planned]:
    """Plans each stack of these attested files anew, in the order in which they are applied.

    Raises Refused and CannotDeploy.
    """
    criteria = judged_by(today)
    for stack in ORDER:
        judged, source, folder = judged_stack(target, stack)
        plan = target.folder / f"{stack}.plan"
        with step(f"planning {stack}"):
            terraform = initialized(target, judged, source, folder)
            files = working_copy.due(judged, attested, working_copy.backend(folder))
            working_copy.refuse_other_files(folder, files)
            notes = tuple(interrupted.kept(terraform))
            terraform.quietly("plan", "-input=false", f"-out={plan}")
            plan.chmod(0o600)
            yield Planned(judged, files, plan, terraform, held(judged, plan, terraform, criteria), notes)


def by_stack(planned: Iterable[Planned]) -> Mapping[str, Held]:
    """What came of holding each plan to its judged file."""
    return {each.judged.stack: each.held for each in planned}


def judged_stack(target: Target, stack: str) -> tuple[Judged, Path, Path]:
    """A stack as it was judged, its folder, and that of its working copy."""
    source = OUTPUT / STACKS / stack
    judged = target.judged(stack, read_file(source / SYNTHESIZED), read_file(source / LOCK))
    return judged, source, target.folder / STACKS / stack


def initialized(target: Target, judged: Judged, source: Path, folder: Path) -> Terraform:
    """Terraform in a new copy of the judged folder; raises Refused and CannotDeploy."""
    working_copy.made(source, folder, judged)
    terraform = Terraform(folder, target.environment)
    terraform.quietly("init", "-input=false", "-lockfile=readonly", *target.backend)
    return terraform

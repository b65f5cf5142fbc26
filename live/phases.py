"""What the provider calls while a system is planned, applied, planned again, changed, made anew, and taken down."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from gate.progress import note, step
from live.aws import ACCOUNT as ACCOUNT_ID
from live.aws import Aws
from live.boundary import make_boundary
from live.changes import changed, made_anew
from live.deployment import APPLY, Copy, copied, initialize
from live.emulator import emulator
from live.judged import Judged, refuse_closed
from live.override import override
from live.provider_log import Call, calls_of
from live.terraform import known_version
from policies.core.known_stacks import ACCOUNT, SYSTEM

# The order in which they are deployed.
STACKS = (ACCOUNT, SYSTEM)
PHASES = ("plan", "apply", "refresh", "update", "replace", "destroy")
OPTIONS = ("-input=false", "-no-color", "-parallelism=20")
PLAN, DESTROY = ("plan", *OPTIONS), ("destroy", *OPTIONS, "-auto-approve")
# As in an account: there the provider asks who it is.
ASKS_WHO_IT_IS = {
    "allowed_account_ids": [ACCOUNT_ID],
    "skip_credentials_validation": False,
    "skip_requesting_account_id": False,
}


# The phase, the copy that it is of, and Terraform's command.
Step = tuple[str, Copy, tuple[str, ...]]


def phases(judged: Mapping[str, Judged]) -> Mapping[str, frozenset[Call]]:
    """Deploy these judged stacks to a local AWS of its own, change them and take them down; by phase, what was called.

    Raises NotOpen, Missing, TerraformFailed, UnknownRequest and Tampered.
    """
    refuse_closed(judged.values())
    known_version()
    called: dict[str, frozenset[Call]] = dict.fromkeys(PHASES, frozenset())
    scratch = Path(tempfile.mkdtemp(prefix="live-"))
    try:
        with emulator(scratch) as aws, step("recording what the provider calls, for ten minutes"):
            for phase, copy, arguments in life(judged, aws, scratch, ASKS_WHO_IT_IS):
                note(f"{phase} of {copy.folder.name}", 1)
                called[phase] |= calls_of(copy.terraform, *arguments)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return called


def life(
    judged: Mapping[str, Judged], aws: Aws, scratch: Path, provider: Mapping[str, Any], stacks: Sequence[str] = STACKS
) -> Iterator[Step]:
    """What is done, one step after the other: the stack that comes first goes last. `provider` are more settings of it.

    Raises Missing, TerraformFailed and Tampered.
    """
    make_boundary(aws)
    copies = []
    for folder, assessment in (judged[stack] for stack in stacks):
        copies.append(copy := copied(folder, assessment.digest, scratch=scratch))
        yield from ((phase, copy, arguments) for phase, arguments in _way_up(copy, _settings(copy, aws, provider)))
    for copy in reversed(copies):
        yield "destroy", copy, DESTROY
        copy.refuse_changes()


def _way_up(copy: Copy, settings: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    copy.stand_beside(settings)
    initialize(copy.terraform)
    yield "plan", PLAN
    yield "apply", APPLY
    yield "refresh", PLAN
    copy.stand_beside(changed(copy.stack, settings))
    yield "update", APPLY
    copy.stand_beside(changed(copy.stack, settings, back=True))
    yield "update", APPLY
    yield "replace", (*APPLY, *made_anew(copy.stack))
    # A log group takes its metric filters with it, which only the next plan sees.
    yield "replace", APPLY


def _settings(copy: Copy, aws: Aws, provider: Mapping[str, Any]) -> dict[str, Any]:
    settings = override(copy.stack, aws, secrets.token_hex(20))
    return {**settings, "provider": {"aws": {**settings["provider"]["aws"], **provider}}}

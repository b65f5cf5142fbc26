"""A copy of a judged stack's folder in which Terraform works, so that the judged one stays as it was judged."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from gate.deploy.refused import Refused
from gate.plan.judged import Judged
from gate.provenance.digests import content, digests
from policies.core.deployed_folder import LOCK, STACKS, SYNTHESIZED

ERRORED = "errored.tfstate"
# What `terraform init` writes: programs, and where the state lies.
PROVIDERS, BACKEND = ".terraform/providers/", ".terraform/terraform.tfstate"


def made(source: Path, folder: Path, judged: Judged) -> None:
    """Copies the folder anew, with the settings of the target beside it; raises Refused."""
    _refuse_state(folder)
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(source, folder, symlinks=True)
    for name, data in judged.settings.items():
        (folder / name).write_bytes(data)


def _refuse_state(folder: Path) -> None:
    """Raises Refused where Terraform has left a state that it could not store, which lies nowhere else."""
    left = folder / ERRORED
    if os.path.lexists(left):
        raise Refused(
            f"{left}: is a state that Terraform could not store; run `terraform state push {ERRORED}` in that folder, "
            "and then move it away"
        )


def due(judged: Judged, attested: Mapping[str, str], backend: str) -> Mapping[str, str]:
    """The digest of each file that a copy must have, of `attested` and of its settings; raises Refused.

    `backend` is that of what `terraform init` has written of where the state lies.
    """
    place = f"{STACKS}/{judged.stack}/"
    files = {name.removeprefix(place): digest for name, digest in attested.items() if name.startswith(place)}
    for name, data in {SYNTHESIZED: judged.file, LOCK: judged.lock}.items():
        if files.get(name) != _digest(data):
            raise Refused(f"{place}{name}: is not as it was judged; plan again")
    return {**files, **{name: _digest(data) for name, data in judged.settings.items()}, BACKEND: backend}


def backend(folder: Path) -> str:
    """The digest of what says where Terraform reads and writes the state; no digest where there is none."""
    return content(folder / BACKEND)


def refuse_other_files(folder: Path, due: Mapping[str, str]) -> None:
    """Raises Refused with each file that is not as it must be.

    Except for providers: each time before Terraform starts one, it compares it with the lock.
    """
    _refuse_state(folder)
    there = {name: digest for name, digest in digests(folder).items() if not f"{name}/".startswith(PROVIDERS)}
    lines = [
        f"{folder / name}: is not as it was judged, or written for it; plan again"
        for name in sorted({*there, *due})
        if there.get(name) != due.get(name)
    ]
    if lines:
        raise Refused(*lines)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

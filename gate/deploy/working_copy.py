"""A copy of a judged stack's folder in which Terraform works, so that the judged one stays as it was judged."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from gate.deploy.refused import Refused
from gate.plan.judged import Judged
from gate.provenance.attested import is_of_terraform
from gate.provenance.digests import digests

ERRORED = "errored.tfstate"


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


def refuse_other_files(source: Path, folder: Path, judged: Judged) -> None:
    """Raises Refused with each file that is not the judged one."""
    _refuse_state(folder)
    there = {name: digest for name, digest in digests(folder).items() if not is_of_terraform(name)}
    due = digests(source)
    lines = [
        f"{folder / name}: is not as it was judged; plan again"
        for name in sorted({*there, *due} - judged.settings.keys())
        if there.get(name) != due.get(name)
    ]
    lines += [
        f"{folder / name}: is not as it was written; plan again"
        for name, data in judged.settings.items()
        if not (folder / name).is_file() or (folder / name).read_bytes() != data
    ]
    if lines:
        raise Refused(*lines)

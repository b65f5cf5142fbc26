"""A copy of a judged stack's folder in which Terraform works, so that the judged one stays as it was judged."""

from __future__ import annotations

import shutil
from pathlib import Path

from gate.deploy.refused import Refused
from gate.plan.judged import Judged
from gate.provenance.digests import digests

OF_TERRAFORM = ".terraform/"


def made(source: Path, folder: Path, judged: Judged) -> None:
    """Copies the folder anew, with the settings of the target beside it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(source, folder, symlinks=True)
    for name, data in judged.settings.items():
        (folder / name).write_bytes(data)


def refuse_other(source: Path, folder: Path, judged: Judged) -> None:
    """Raises Refused with each file that is not the judged one."""
    there = {name: digest for name, digest in digests(folder).items() if not name.startswith(OF_TERRAFORM)}
    due = {**digests(source)}
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

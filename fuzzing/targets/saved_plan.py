"""A saved plan (gate/plan/saved.py): it is like the judged folder only where Terraform would plan the judged bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from fuzzing import plain_archive
from fuzzing.oracle import refused, require
from gate.plan.broken import BrokenPlan
from gate.plan.saved import MODULE, MODULES, SavedPlan
from policies.core.deployed_folder import LOCK

FILE, LOCKED = b'{"resource": {}}', b"the lock"
ONE = b'[{"Key":"","Dir":"m-"}]'


def run(data: bytes) -> None:
    """Reads the archive, and compares what was planned with what was judged."""
    try:
        plan = SavedPlan.read(data)
    except BrokenPlan as error:
        refused(error)
        return
    lines = list(plan.unlike({"cdk.tf.json": FILE}, LOCKED))
    same = dict(plan.configuration) == {"cdk.tf.json": FILE} and plan.lock == LOCKED
    require(same == (not lines), "takes other bytes for the judged ones")
    try:
        found = plain_archive.members(data)
    except plain_archive.NotPlain:
        # What is compressed, or has its sizes behind it, the other reader does not know.
        return
    planned = {name.removeprefix(MODULE): file for name, file in found if name.startswith(MODULE)}
    require(planned == dict(plan.configuration), "holds other files for another reader")


def seeds() -> Iterator[bytes]:
    """A plan of the judged file, one with a file more, and one by another provider."""
    for more, lock in (({}, LOCKED), ({f"{MODULE}x_override.tf.json": b"{}"}, LOCKED), ({}, b"another")):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            files = {"tfplan": b"plan", f"{MODULE}cdk.tf.json": FILE, MODULES: ONE, LOCK: lock} | more
            for name, content in files.items():
                archive.writestr(zipfile.ZipInfo(name), content)
        yield held.getvalue()

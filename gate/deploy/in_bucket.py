"""The state of a stack in its account's bucket, as Terraform reads and writes it in a copy of the judged folder."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from gate.deploy.backend import bucket
from gate.deploy.planning import initialized, judged_stack
from gate.deploy.refused import Refused
from gate.deploy.state import VERSION, BrokenState, State
from gate.deploy.target import Target
from gate.deploy.terraform import Terraform


@dataclass(frozen=True)
class InBucket:
    """The state of this stack, in the bucket of this target."""

    target: Target
    stack: str

    @property
    def place(self) -> str:
        """Where it is; raises CannotDeploy."""
        return f"s3://{bucket(self.target.environment)}/{self.stack}.tfstate"

    def read(self) -> State | None:
        """The state, if there is one; raises Refused and CannotDeploy."""
        with self._initialized() as terraform:
            said = terraform.quietly("state", "pull").encode()
        found = read(said, self.place)
        return None if found.is_nothing else found

    def write(self, file: Path) -> None:
        """Has Terraform put the state of a file there; raises CannotDeploy, also where one that holds anything is."""
        with self._initialized() as terraform:
            empty = self._scratch / "empty.tfstate"
            empty.write_text(nothing())
            # What Terraform writes where there is none gets a lineage of its own; in place of an empty one it keeps it.
            # Without -force it refuses, while it holds the lock, to write over what somebody else applied meanwhile.
            for each in (empty, file):
                terraform.quietly("state", "push", str(each))

    @contextmanager
    def _initialized(self) -> Iterator[Terraform]:
        """Terraform in a copy that is there for as long as the context lasts."""
        judged, source, _ = judged_stack(self.target, self.stack)
        try:
            yield initialized(self.target, judged, source, self._scratch / self.stack)
        finally:
            shutil.rmtree(self._scratch, ignore_errors=True)

    @property
    def _scratch(self) -> Path:
        return self.target.folder / "moving"


def nothing() -> str:
    """A state that holds nothing, and is of no other's lineage."""
    return json.dumps({"version": VERSION, "serial": 0, "lineage": str(uuid4()), "outputs": {}, "resources": []})


def read(data: bytes, name: str) -> State:
    """The state in these bytes; raises Refused."""
    try:
        return State.read(data)
    except BrokenState as error:
        raise Refused(f"{name}: {error}; find the deployed system's own, and move this one away") from None

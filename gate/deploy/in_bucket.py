"""The state of a stack in its account's bucket, as Terraform reads and writes it in a copy of the judged folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gate.deploy.backend import bucket
from gate.deploy.planning import initialized, judged_stack
from gate.deploy.refused import Refused
from gate.deploy.state import BrokenState, State
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

    def write(self, file: Path, *, anew: bool) -> None:
        """Has Terraform put the state of a file there; raises CannotDeploy, also if it is `anew` and one is there."""
        with self._initialized() as terraform:
            if anew:
                terraform.quietly("state", "push", str(file))
            # Where there was none, Terraform has written a lineage of its own; only in place of one does it keep this.
            terraform.quietly("state", "push", "-force", str(file))

    @contextmanager
    def _initialized(self) -> Iterator[Terraform]:
        """Terraform in a copy that is there for as long as the context lasts."""
        judged, source, _ = judged_stack(self.target, self.stack)
        folder = self.target.folder / "moving" / self.stack
        try:
            yield initialized(self.target, judged, source, folder)
        finally:
            shutil.rmtree(folder.parent, ignore_errors=True)


def read(data: bytes, name: str) -> State:
    """The state in these bytes; raises Refused."""
    try:
        return State.read(data)
    except BrokenState as error:
        raise Refused(f"{name}: {error}; find the deployed system's own, and move this one away") from None

"""A state that lay in a file of the clone, moved to the bucket of its account: the same one, or nothing is moved."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gate.atomic import create_bytes
from gate.deploy.backend import VARIABLE
from gate.deploy.in_bucket import InBucket, read
from gate.deploy.refused import Refused
from gate.deploy.state import State
from gate.regular_file import read as read_file

WHICH = "find out which one is that of the deployed system, and move the other away"


@dataclass(frozen=True)
class Move:
    """Of a stack's state, out of its file in this folder into a bucket."""

    folder: Path
    bucket: InBucket

    @property
    def file(self) -> Path:
        return self.folder / f"terraform.{self.bucket.stack}.tfstate"

    @property
    def backup(self) -> Path:
        return self.file.with_name(f"{self.file.name}.moved")

    @property
    def is_due(self) -> bool:
        """Whether the file is there and holds something; raises Refused and OSError."""
        return os.path.lexists(self.file) and not read(read_file(self.file), self.file.name).is_nothing

    def steps(self, *, moves: bool) -> Iterator[str]:
        """A line as each thing is known or done; raises Refused and CannotDeploy."""
        if not os.path.lexists(self.file):
            yield f"nothing to move: there is no {self.file.name}"
            return
        self._refuse_locked()
        data = read_file(self.file)
        state = read(data, self.file.name)
        if state.is_nothing:
            yield f"nothing to move: {self.file.name} holds nothing"
            return
        self._refuse_another_account(state)
        yield from (f"holds a secret: {each}" for each in state.secrets)
        is_there = self._is_there(self.bucket.read(), state)
        said = f"{self.file.name} to {self.bucket.place}: {state.resources} resources, serial {state.serial}"
        if moves:
            self._move(data, state, is_there=is_there)
            yield f"moved {said}; lineage, resources and outputs are equal"
            left = ", ".join(sorted(path.name for path in self.folder.glob(f"{self.file.name}*")))
            yield f"what was in it is still in {left}; remove that once you have deployed from the bucket"
        else:
            yield f"would remove the file, since it was moved before: {said}" if is_there else f"would move {said}"

    def _move(self, data: bytes, state: State, *, is_there: bool) -> None:
        self._keep(data)
        if not is_there:
            self.bucket.write(self.backup)
            self._refuse_unequal(state)
        self._refuse_locked()
        if read_file(self.file) != data:
            raise Refused(
                f"{self.file.name}: was changed while it was moved, and stays; {self.bucket.place} and "
                f"{self.backup.name} hold what it held before; {WHICH}"
            )
        self.file.unlink()

    def _is_there(self, there: State | None, state: State) -> bool:
        """Whether the bucket holds this very state; raises Refused where it holds another."""
        if there is None:
            return False
        if there.lineage != state.lineage:
            raise Refused(
                f"{self.bucket.place}: is a state of another lineage, {there.lineage}, than {self.file.name}, "
                f"{state.lineage}; {WHICH}"
            )
        if there.serial < state.serial or there.held != state.held:
            raise Refused(
                f"{self.bucket.place}: is of the lineage of {self.file.name}, and differs; it has the serial "
                f"{there.serial}, and the file {state.serial}; {WHICH}"
            )
        return True

    def _refuse_another_account(self, state: State) -> None:
        if state.accounts - {self.bucket.target.environment.get(VARIABLE)}:
            raise Refused(
                f"{self.file.name}: is of another account than {VARIABLE} says, and not for {self.bucket.place}; set "
                "that variable to the account that this state is of"
            )

    def _refuse_unequal(self, state: State) -> None:
        there = self.bucket.read()
        same = there and (there.lineage, there.serial >= state.serial) == (state.lineage, True)
        if not there or not same or there.held != state.held:
            raise Refused(f"{self.bucket.place}: does not hold what {self.file.name} does; nothing was removed")

    def _refuse_locked(self) -> None:
        lock = self.file.with_name(f".{self.file.name}.lock.info")
        if os.path.lexists(lock):
            raise Refused(f"{lock}: somebody applies it; wait until that has ended; if nobody does, remove that file")

    def _keep(self, data: bytes) -> None:
        """Writes the backup, which only its owner reads; raises Refused where another is there."""
        try:
            create_bytes(self.backup, data, mode=0o600)
        except FileExistsError:
            if read_file(self.backup) != data:
                raise Refused(f"{self.backup}: is the backup of another state; move it away") from None

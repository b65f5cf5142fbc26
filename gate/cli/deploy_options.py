"""What `gate deploy` was asked: where it goes, by which keys, and where it is recorded."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from gate.cli.history import LEDGER
from gate.cli.ledger_keys import public_keys_in
from gate.cli.verified_ledger import kept_head
from gate.deploy import changes
from gate.deploy.recorded import Ledger
from gate.deploy.refused import CannotDeploy
from gate.deploy.target import LOCAL, Target, account, local
from gate.ledger.append import Keys
from gate.ledger.store import store_at
from gate.provenance.keys import new_key, public_of
from gate.regular_file import read as read_file

UNPLANNED = "nothing was planned"


class Kept(NamedTuple):
    """What somebody kept elsewhere: the digest of the changes that were approved, and the head of the ledger."""

    changes: str | None
    head: str | None


@dataclass(frozen=True)
class Options:
    """Where it goes, by which keys, and where it is recorded; and what it must change, if somebody approved that."""

    target: Target
    private: bytes
    ledger: Ledger
    changes: str | None = None

    @classmethod
    def read(cls, key: Path | None, old: Sequence[Path], place: str, kept: Kept, *, is_local: bool) -> Options:
        """Raises CannotDeploy, BadKey, NoLedger and OSError; ends the process where an option is no head or no key."""
        if key is None and not is_local:
            raise CannotDeploy("--key: name the private key that signs plans and ledger entries; nothing was planned")
        known = None if kept.changes is None else changes.approved(kept.changes)
        head = kept_head(kept.head, UNPLANNED)
        target = local() if is_local else account()
        private = read_file(key, follow=True) if key else _own_key()
        if is_local:
            (LOCAL / "ledger").mkdir(exist_ok=True)
        store = store_at(place or str(LOCAL / "ledger" if is_local else LEDGER))
        public = [public_of(private), *(key for file in old for key in public_keys_in(file, UNPLANNED))]
        return cls(target, private, Ledger(store, Keys(private, public), target, head), known)

    @property
    def public(self) -> bytes:
        return public_of(self.private)


def _own_key() -> bytes:
    """The key of deploys to the local AWS, made when it is first needed."""
    path = LOCAL / "deploy.pem"
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(new_key())
    return read_file(path)

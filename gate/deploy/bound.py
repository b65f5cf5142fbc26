"""What binds plans to a verdict, kept beside them and read back: an attestation, and their own signed statement."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from gate.atomic import replace, replace_bytes
from gate.deploy.planning import Planned
from gate.deploy.prepared import Prepared, read
from gate.deploy.refused import CannotDeploy, Refused
from gate.deploy.target import Target
from gate.deploy.working_copy import BACKEND
from gate.provenance.attestation import Statement
from gate.provenance.attestation import read as read_attestation
from gate.provenance.attested import Attested, of_output
from gate.provenance.envelope import BadSignature, opened, signed
from gate.provenance.fields import BrokenAttestation
from gate.provenance.verification import differing, mismatches
from gate.regular_file import read as read_file
from gate.synthesis import OUTPUT

ATTESTATION, PREPARED = "attestation.json", "plans.json"
AGAIN = "run `gate deploy --only plan` again"


@dataclass(frozen=True)
class Bound:
    """The signed statement of the plans, and the bytes of the attestation that it names, each as it was read once."""

    prepared: Prepared
    attestation: bytes

    @cached_property
    def attested(self) -> Attested:
        """What the attestation is of."""
        return self.statement.attested

    @cached_property
    def statement(self) -> Statement:
        """What the attestation says; raises BrokenAttestation."""
        return read_attestation(self.attestation.decode())

    def refuse_other(self, now: Attested) -> None:
        """Raises Refused unless that is what the attestation is of."""
        lines = [*differing(self.attested, now)]
        if lines:
            raise Refused(*(f"{line}; {AGAIN}" for line in lines))


def bind(planned: Iterable[Planned], attestation: bytes, target: Target, time: str, private: bytes) -> None:
    """Writes what binds these plans to this attestation, signed; raises BadKey."""
    plans, backends = {}, {}
    for each in planned:
        plans[each.judged.stack] = hashlib.sha256(read_file(each.plan)).hexdigest()
        backends[each.judged.stack] = each.files[BACKEND]
    prepared = Prepared(plans, hashlib.sha256(attestation).hexdigest(), target.account, time, backends)
    replace_bytes(target.folder / ATTESTATION, attestation)
    replace(target.folder / PREPARED, signed(prepared.text(), private))


def read_bound(target: Target, public: bytes, today: date) -> Bound:
    """What binds the plans to the attestation, if both are of what is there now; raises Refused and CannotDeploy."""
    target.refuse_steering()
    named = target.folder / ATTESTATION
    found = _read(target, public)
    if found.prepared.account != target.account:
        raise Refused(f"{target.folder / PREPARED}: is for another account than TF_VAR_account_id says; {AGAIN}")
    if found.prepared.attestation != hashlib.sha256(found.attestation).hexdigest():
        raise Refused(f"{named}: is not the attestation that the plans were made by; {AGAIN}")
    tree = found.attested.tree
    if not tree.is_clean:
        raise Refused(f"{named}: is of a tree that is not clean: {tree}; commit it or put it away, and {AGAIN}")
    lines = [*mismatches(found.statement, of_output(OUTPUT), today=today, days=1)]
    if lines:
        raise Refused(*(f"{line}; {AGAIN}" for line in lines))
    return found


def _read(target: Target, public: bytes) -> Bound:
    plans = target.folder / PREPARED
    try:
        attestation = read_file(target.folder / ATTESTATION)
        return Bound(read(opened(read_file(plans).decode(), public)), attestation)
    except (BadSignature, BrokenAttestation, UnicodeDecodeError) as error:
        raise Refused(f"{plans}: {error}; {AGAIN}") from None
    except FileNotFoundError as error:
        raise CannotDeploy(f"{error.filename}: there is no plan; {AGAIN}") from None

"""What the ledger keeps of a deploy: one entry when it was applied, and one when it was looked at afterwards."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gate.deploy.planning import Planned
from gate.deploy.refused import CannotDeploy
from gate.ledger.answers import deploys
from gate.ledger.append import Keys, NotAppended, Step, append, chain_that_holds
from gate.ledger.chain import Chain
from gate.ledger.deploy import Change, Deploy, PlannedStack
from gate.ledger.entry import Entry, Event
from gate.ledger.of_evidence import controls, counted_waivers
from gate.ledger.store import NoLedger, Store
from gate.moment import now
from gate.plan.change import CREATE, DELETE, NOTHING, REPLACE, UPDATE
from gate.provenance.envelope import BadKey
from gate.provenance.resource import policy_digest
from gate.reports.evidence import Evidence

CHANGES = {
    NOTHING: Change.NO_OP,
    CREATE: Change.CREATE,
    UPDATE: Change.UPDATE,
    DELETE: Change.DELETE,
    REPLACE: Change.REPLACE,
}


@dataclass(frozen=True)
class Ledger:
    """Where entries are written, and by which keys."""

    store: Store
    keys: Keys

    def refuse_broken(self) -> None:
        """Raises CannotDeploy where nothing could be written behind what is there."""
        self._chain()

    def _chain(self) -> Chain:
        try:
            return chain_that_holds(self.store, self.keys.public)
        except (NotAppended, NoLedger, BadKey) as error:
            raise CannotDeploy(f"{error}; nothing was applied") from None

    def unverified(self, stacks: Sequence[Planned], time: str) -> Entry | None:
        """The entry of the newest apply, if nobody has verified it and these stacks, planned later, are the same."""
        found = deploys(self._chain().entries)
        if not found or found[-1].verified or time <= found[-1].entry.time:
            return None
        now_there = {each.judged.stack: _digest(each) for each in stacks}
        applied = {name: stack.file for name, stack in found[-1].entry.deploy.stacks.items()}
        return found[-1].entry if applied == now_there else None

    def add(self, event: Event, deploy: Deploy, applied: int | None = None) -> tuple[int, str]:
        """The number of the new entry, and the head; raises CannotDeploy."""
        try:
            appended = append(self.store, Step(event, deploy, now(), applied), self.keys)
        except (NotAppended, NoLedger, BadKey) as error:
            raise CannotDeploy(f"the ledger has no entry of it: {error}") from None
        return appended.number, appended.head


def deploy(
    evidence: Evidence, attestation: bytes, stacks: Sequence[Planned], digests: Mapping[str, str], approver: str
) -> Deploy:
    """What is said of these stacks with their plans."""
    return Deploy(
        commit=evidence.attested.tree.commit,
        stacks={each.judged.stack: _stack(each, digests[each.judged.stack]) for each in stacks},
        attestation=hashlib.sha256(attestation).hexdigest(),
        rulebook=policy_digest(evidence.attested.inputs),
        approver=approver,
        controls=controls(evidence),
        waivers=counted_waivers(evidence),
    )


def _stack(planned: Planned, plan: str) -> PlannedStack:
    counts = {change: planned.held.actions.get(action, 0) for action, change in CHANGES.items()}
    return PlannedStack(_digest(planned), plan, counts)


def _digest(planned: Planned) -> str:
    return hashlib.sha256(planned.judged.file).hexdigest()

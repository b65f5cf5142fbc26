"""What the ledger keeps of a deploy: one entry when it was applied, and one when it was looked at afterwards."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gate.deploy.planning import Planned
from gate.deploy.prepared import Prepared
from gate.deploy.refused import CannotDeploy
from gate.deploy.target import Target
from gate.ledger.answers import deploys
from gate.ledger.append import Keys, NotAppended, Step, append, chain_that_holds
from gate.ledger.chain import Chain
from gate.ledger.deploy import Change, Deploy, PlannedStack, place
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
    """Where entries are written, by which keys, of deploys to where; and the head that was kept of it, if any."""

    store: Store
    keys: Keys
    target: Target
    head: str = ""

    def held(self) -> Ledger:
        """It as it is now: what is added later goes behind the head that it has, none where it has no entry yet.

        Raises CannotDeploy where nothing could be written behind what is there.
        """
        chain = self._chain()
        return replace(self, head=chain.head if chain.entries else "")

    def _chain(self) -> Chain:
        try:
            chain = chain_that_holds(self.store, self.keys.public, self.head)
        except (NotAppended, NoLedger, BadKey) as error:
            raise CannotDeploy(f"{error}; nothing was applied") from None
        here = place(self.target.account, is_local=self.target.is_local)
        for entry in chain.entries[:1]:
            if entry.deploy.place != here:
                raise CannotDeploy(
                    f"{self.store.place}: is of {entry.deploy.place}, and this deploy goes to {here}; "
                    "name its own with --ledger; nothing was applied"
                )
        return chain

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
            appended = append(self.store, Step(event, deploy, now(), applied), self.keys, self.head)
        except (NotAppended, NoLedger, BadKey) as error:
            raise CannotDeploy(f"the ledger has no entry of it: {error}") from None
        return appended.number, appended.head


def deploy(evidence: Evidence, stacks: Sequence[Planned], bound: Prepared, approver: str, *, is_local: bool) -> Deploy:
    """What is said of these stacks with their plans, which are bound to the attestation and the account."""
    return Deploy(
        account=bound.account,
        is_local=is_local,
        commit=evidence.attested.tree.commit,
        stacks={each.judged.stack: _stack(each, bound.plans[each.judged.stack]) for each in stacks},
        attestation=bound.attestation,
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

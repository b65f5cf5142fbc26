"""What an entry says of a deploy: the stacks and their plans, who approved it, and how each control fared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

from gate.reports.status import Status

# How a control fares, in the words of the reports, but for one: what fails in an open gate, somebody answers for.
WAIVED = "waived"
WORDS = frozenset({WAIVED, *(each.value for each in Status)})
PASSING = frozenset({Status.SATISFIED.value, Status.SUPPORTED.value})


class Change(Enum):
    """What Terraform's plan does with a resource; a replacement is none of the others."""

    CREATE = "create"
    UPDATE = "update"
    REPLACE = "replace"
    DELETE = "delete"
    NO_OP = "no-op"


@dataclass(frozen=True)
class PlannedStack:
    """Of a stack: the digests of its file and of the plan, and how many resources the plan does what with."""

    file: str
    plan: str
    counts: Mapping[Change, int]

    def content(self) -> dict[str, Any]:
        """It as JSON."""
        counts = {change.value: self.counts[change] for change in Change}
        return {"file": sha256(self.file), "plan": sha256(self.plan), "counts": counts}


@dataclass(frozen=True)
class CountedWaiver:
    """A waiver without which the gate would have been closed; `expires` is a day."""

    policy: str
    place: str
    owner: str
    ticket: str
    expires: str


@dataclass(frozen=True)
class Deploy:
    """What is deployed, and to which account: twelve digits, and whether it is that of a local AWS.

    Digests are SHA-256, in hexadecimal; `attestation` is that of the file's bytes. `approver` is who approved it, in
    words. `controls` has one of the words above for each control, by its standard and number.
    """

    account: str
    is_local: bool
    commit: str
    stacks: Mapping[str, PlannedStack]
    attestation: str
    rulebook: str
    approver: str
    controls: Mapping[str, str]
    waivers: tuple[CountedWaiver, ...] = ()

    @property
    def place(self) -> str:
        """Where it went, in words."""
        return place(self.account, is_local=self.is_local)

    def content(self) -> dict[str, Any]:
        """It as JSON."""
        return {
            "account": self.account,
            "local": self.is_local,
            "commit": self.commit,
            "stacks": {name: stack.content() for name, stack in self.stacks.items()},
            "attestation": sha256(self.attestation),
            "rulebook": sha256(self.rulebook),
            "approver": self.approver,
            "controls": dict(self.controls),
            "waivers": [asdict(waiver) for waiver in self.waivers],
        }


def place(account: str, *, is_local: bool) -> str:
    """Where a deploy goes, in words: no two places have the same."""
    return f"account {account}{' of a local AWS' if is_local else ''}"


def sha256(digest: str) -> dict[str, str]:
    """A digest as in-toto writes it."""
    return {"sha256": digest}

"""What one analyst does, by whatever means: list, look, claim, release, decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from commands.process import Stopped
from review import tables, writes
from review.case import Case, case
from review.names import LONGEST_ID, card_key, terminal_key
from review.not_me import free
from review.order import by_risk
from review.payment import Payment, Said, claimed


@dataclass(frozen=True)
class Analyst:
    """`arn` is who the credentials belong to; `viewed` keeps that a card's history was looked at, before it is.

    One that is `dry` finds out all that stands in the way, and writes nothing.
    """

    dynamodb: Any
    arn: str
    viewed: Callable[[str, int], None]
    clock: Callable[[], int]
    dry: bool = False

    def waiting(self) -> list[Payment]:
        """Every payment that waits for a person, by risk."""
        with _understood():
            return by_risk(tables.open_reviews(self.dynamodb))

    def look(self, transaction_id: str) -> Case:
        """The whole case; Stopped where there is none."""
        now, payment = self.clock(), self._payment(transaction_id)
        self.viewed(transaction_id, now)
        read = tables.remembered
        with _understood():
            return case(
                payment,
                card=read(self.dynamodb, card_key(payment.card)) if payment.card else None,
                terminal=read(self.dynamodb, terminal_key(payment.terminal)) if payment.terminal else None,
                others=tables.card_payments(self.dynamodb, payment.card),
                now=now,
            )

    def claim(self, transaction_id: str) -> int:
        """Claim a case, and say until when (milliseconds); Stopped where somebody else has."""
        now, payment = self.clock(), self._payment(transaction_id)
        self._may_claim(payment, now)
        if not self._written(tables.update, writes.claim(payment, who=self.arn, now=now)):
            raise Stopped("somebody else has claimed it just now; take the next one")
        return now + writes.CLAIM_MILLISECONDS

    def release(self, transaction_id: str) -> None:
        """Give a case back; Stopped where it is not one's own."""
        payment = self._payment(transaction_id)
        ours = payment.claimed_by == self.arn
        if not (ours and self._written(tables.update, writes.release(payment, who=self.arn))):
            raise Stopped("it is not claimed by you, so there is nothing to release")

    def decide(self, transaction_id: str, said: Said) -> Payment | None:
        """Decide a case that one has claimed: the case as it was; None where a reviewer has said the same before."""
        now, payment = self.clock(), self._payment(transaction_id)
        request = writes.verdict(payment, said, who=self.arn, now=now)
        if request is None:
            self._freed(payment, said)
            return None
        if payment.claimed_by != self.arn or not claimed(payment, now):
            raise Stopped("it is not claimed by you, or no longer; claim it first")
        if not self._written(tables.transact, request):
            raise Stopped("something has changed meanwhile, and nothing was decided; look at it again")
        self._freed(payment, said)
        return payment

    def _freed(self, payment: Payment, said: Said) -> None:
        """What is genuine is no reason any more to decline the card's unusual payments."""
        if said == "genuine" and payment.card:
            self._written(tables.update, free(payment))

    def _written(self, write: Callable[[Any, writes.Request], bool], request: writes.Request) -> bool:
        return self.dry or write(self.dynamodb, request)

    def _may_claim(self, payment: Payment, now: int) -> None:
        if payment.decision != "review":
            raise Stopped("nobody has to review it; only a payment whose decision is review can be claimed")
        if claimed(payment, now) and payment.claimed_by != self.arn:
            raise Stopped("somebody else has claimed it; take another one, or wait until the claim expires")

    def _payment(self, transaction_id: str) -> Payment:
        known = 0 < len(transaction_id) <= LONGEST_ID
        with _understood():
            found = tables.payment(self.dynamodb, transaction_id) if known else None
        if found is None:
            raise Stopped("there is no such transaction; `python -m review list` shows those that wait")
        return found


@contextmanager
def _understood() -> Iterator[None]:
    """What is stored in another form than this version's is nobody's to guess at; the reason repeats no value."""
    try:
        yield
    except ValueError as error:
        raise Stopped(str(error)) from None

"""What is counted for the rules, and how long it is kept: numbers of the reviewed rules file, and the review limit."""

from dataclasses import dataclass

from .transaction import Transaction

SECONDS_PER_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Counting:
    """`limit` is the review limit, which the stack states; shares are of it. Amounts are US dollars."""

    limit: float
    just_below_share: float
    large_part_share: float
    small_amount: float
    new_card_payments: float
    admitted_after_days: float
    card_days: float
    merchant_days: float

    def is_just_below(self, amount: float) -> bool:
        """Whether an amount stays just below the review limit."""
        return self.just_below_share * self.limit <= amount <= self.limit

    def large_part(self, amount: float) -> float:
        """Return the amount where it is a large part of the review limit, and not above it; else 0.0."""
        return amount if self.large_part_share * self.limit <= amount <= self.limit else 0.0

    def is_probe(self, transaction: Transaction, amount: float, payments: int) -> bool:
        """Whether it may only ask if a number works: a small amount, hardly one before, and no chip that answered."""
        return amount <= self.small_amount and payments < self.new_card_payments and not transaction.by_chip

    def card_expires(self, at: int) -> str:
        """Return, as text, the epoch second from which nobody needs the state of a card that paid at `at` (ms)."""
        return str(at // 1000 + int(self.card_days * SECONDS_PER_DAY))

    def merchant_expires(self, at: int) -> str:
        """Return the same for a merchant's count of the day."""
        return str(at // 1000 + int(self.merchant_days * SECONDS_PER_DAY))

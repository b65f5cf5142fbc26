"""In which order payments are decided: those of one card one after the other, all others beside each other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from .messages import Message


@dataclass(frozen=True, slots=True)
class Payment:
    """A message with what the validator answered: `{"valid": true, "transaction", "digest"}`."""

    message: Message
    validation: Mapping[str, Any]

    @property
    def transaction(self) -> Mapping[str, Any]:
        """What is stored of the payment, as the analyzer takes it."""
        transaction: Mapping[str, Any] = self.validation["transaction"]
        return transaction


class Step(NamedTuple):
    """A payment in its round, and whether another one of its card comes in the next."""

    payment: Payment
    is_followed: bool


def rounds(payments: Sequence[Payment]) -> Iterator[Sequence[Step]]:
    """Yield each card's first payment, then each card's second one, and so on: no round has a card twice."""
    lines: dict[str, list[Payment]] = {}
    for payment in payments:
        lines.setdefault(payment.transaction["card_token"], []).append(payment)
    for place in range(max(map(len, lines.values()), default=0)):
        yield [Step(line[place], place + 1 < len(line)) for line in lines.values() if place < len(line)]

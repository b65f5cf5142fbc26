"""What is said of a payment, a card and a terminal, for the terminal and for the page alike; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from math import isinf

from commands.times import ago
from lambdas.fraud_analyzer.terminal import Terminal
from review.case import Profile
from review.order import at_risk
from review.payment import Payment, claimed


def shown(text: str) -> str:
    """A text of a stranger's without what would steer a terminal or turn its direction."""
    return "".join(char if char.isprintable() else "�" for char in text)


def risk(payment: Payment) -> str:
    """The dollars at risk; a word where the amount's worth is not known."""
    found = at_risk(payment)
    return "unknown" if isinf(found) else f"${found:,.2f}"


def worth(payment: Payment) -> str:
    """What was paid, in dollars where that is known, and in its own currency."""
    paid = shown(f"{payment.amount} {payment.currency}".strip())
    if payment.dollars is None:
        return f"{paid} (worth in dollars not known)"
    return f"${payment.dollars:,.2f}{f' ({paid})' if paid and payment.currency != 'USD' else ''}"


def when(at: int) -> str:
    """A time to the minute, UTC; of a row that nobody can have written so, that it is none."""
    try:
        return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d %H:%M UTC")
    except (OverflowError, ValueError, OSError):
        return "no time of the calendar"


def waiting(payments: Sequence[Payment], now: int) -> str:
    """How many cases wait, and for how long the oldest has."""
    oldest = f", the oldest for {ago(min(each.at for each in payments), now)}" if payments else ""
    return f"{len(payments)} waiting{oldest}"


def where(payment: Payment) -> str:
    """The merchant's name and id, its country and the terminal."""
    merchant = f"{payment.merchant_name} ({payment.merchant})" if payment.merchant_name else payment.merchant
    terminal = f"terminal {payment.terminal}" if payment.terminal else "without a terminal"
    return shown(", ".join(part for part in (merchant, payment.country, terminal, payment.entry_mode) if part))


def standing(payment: Payment, now: int, who: str) -> str:
    """Whether it is decided, claimed and by whom, or free."""
    if payment.verdict:
        return f"{payment.verdict.said}, says the {shown(payment.verdict.by)}"
    if not claimed(payment, now):
        return "free"
    owner = "you" if payment.claimed_by == who else shown(payment.claimed_by)
    return f"claimed by {owner} until {when(payment.claimed_until)}"


def outcome(payment: Payment) -> str:
    """What was decided, and what somebody has said of it since."""
    decided = shown(payment.decision)
    return f"{decided}, {payment.verdict.said}" if payment.verdict else decided


def of_card(profile: Profile | None) -> Iterator[str]:
    """What is remembered of a card, a sentence each."""
    if profile is None:
        yield "Nothing is remembered of this card."
        return
    card, recent = profile.card, profile.recent
    yield f"It has paid {recent.payments:,} times in all, and usually ${card.usual():,.2f}."
    yield f"Its largest payment that was not flagged was ${recent.largest:,.2f}."
    yield f"It paid {card.payments_1d:.1f} times in a day and {card.payments_30d:.1f} in 30 days; counts fade."
    yield f"{card.unusual_7d:.1f} of the last week's amounts were unusual for it."
    countries = [country for country in (recent.country, recent.earlier) if country]
    if countries:
        yield f"It was last used in {' and before in '.join(map(shown, countries))}."


def of_terminal(terminal: Terminal | None) -> Iterator[str]:
    """The frauds confirmed at a terminal, a sentence for each of the last days."""
    if terminal is None or not terminal.days:
        yield "No fraud is confirmed at this terminal."
        return
    for day, frauds, ordinary in terminal.days[:14]:
        date = datetime.fromtimestamp(day * 86_400, UTC).date().isoformat()
        yield f"{date}: {frauds} confirmed, {ordinary} of them of an amount that was ordinary for the card."

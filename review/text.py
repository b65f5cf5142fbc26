"""A list of cases and one case, as a terminal shows them; where the output is piped, a line a case with tabs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commands.times import ago
from review.case import Case
from review.payment import Payment
from review.words import of_card, of_terminal, outcome, risk, shown, standing, when, where, worth

HEADINGS = ("AT RISK", "AMOUNT", "SINCE", "REASON", "STANDING", "TRANSACTION")


def listed(payments: Sequence[Payment], *, now: int, who: str, piped: bool) -> Iterator[str]:
    """A line for each payment; on a terminal in columns, with headings."""
    rows = [_row(payment, now, who) for payment in payments]
    if piped:
        yield from ("\t".join(row) for row in rows)
        return
    table = [HEADINGS, *rows] if rows else []
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def shown_case(case: Case, *, now: int, who: str) -> Iterator[str]:
    """Everything that is known of a case, a fact a line."""
    payment = case.payment
    yield f"transaction  {shown(payment.id)}"
    yield f"paid         {worth(payment)} at {when(payment.at)}, {ago(payment.at, now)} ago"
    yield f"where        {where(payment)}"
    yield f"decision     {shown(payment.decision)}, score {payment.score:.4f}, at risk {risk(payment)}"
    yield f"standing     {standing(payment, now, who)}"
    sections = (
        ("Why", [f"{said} ({shown(code)})" for code, said in case.reasons]),
        ("The card", [*of_card(case.profile)]),
        ("The terminal", [*of_terminal(case.terminal)]),
        ("Similar payments of the card", _payments(case.similar)),
        ("Its last payments", _payments(case.others[:10])),
    )
    for heading, lines in sections:
        yield from ("", heading, *(f"  {line}" for line in lines or ["none"]))


def _payments(payments: Sequence[Payment]) -> list[str]:
    return [f"{when(each.at)}  {worth(each)}  {where(each)}  {outcome(each)}" for each in payments]


def _row(payment: Payment, now: int, who: str) -> tuple[str, ...]:
    reason = payment.reasons[0] if payment.reasons else "-"
    paid = "unknown" if payment.dollars is None else f"${payment.dollars:,.2f}"
    standing_now = standing(payment, now, who)
    return tuple(map(shown, (risk(payment), paid, ago(payment.at, now), reason, standing_now, payment.id)))

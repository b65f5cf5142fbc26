"""The pages, as HTML: whatever a stranger has written is text in them, and never markup."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from commands.times import ago
from review import words
from review.case import Case
from review.payment import Payment, claimed
from review.reasons import in_words


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("review.web", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: tuple[Callable[..., object], ...] = (words.shown, words.risk, words.worth, words.when, words.where)
    made.filters |= {each.__name__: each for each in (*filters, words.outcome)}
    return made


def listed(payments: Sequence[Payment], *, now: int, who: str, message: str = "") -> str:
    """Every payment that waits, in this order."""
    rows = [(each, ago(each.at, now), _first_reason(each), words.standing(each, now, who)) for each in payments]
    return (
        _environment()
        .get_template("list.html.j2")
        .render(rows=rows, waiting=words.waiting(payments, now), who=who, message=message)
    )


def shown_case(case: Case, *, now: int, who: str, message: str = "") -> str:
    """A case, with what one may do about it now."""
    payment = case.payment
    return (
        _environment()
        .get_template("case.html.j2")
        .render(
            case=case,
            payment=payment,
            waited=ago(payment.at, now),
            standing=words.standing(payment, now, who),
            mine=claimed(payment, now) and payment.claimed_by == who,
            free=payment.decision == "review" and not claimed(payment, now),
            card=[*words.of_card(case.profile)],
            terminal=[*words.of_terminal(case.terminal)],
            who=who,
            message=message,
        )
    )


def _first_reason(payment: Payment) -> str:
    return next((said for _, said in in_words(payment.reasons)), "none")


def refused(reason: str) -> str:
    """Why something was not done."""
    return _environment().get_template("refused.html.j2").render(message=reason, who="")

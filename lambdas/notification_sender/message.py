"""What a customer reads: templates filled with what a customer may see, which no card token or number is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lambdas.shared.uuids import UUID

from .filling import FURTHER, NOT_ME, mail, short
from .not_me import answer

# Identifiers are the merchant's own words: what is long enough for a card number shows its last four digits only, and
# is in no link. Two in a hundred UUIDs have as many digits.
_LONG_NUMBER = re.compile(r"[0-9](?:[\W_]*[0-9]){8,}(?=(?:[\W_]*[0-9]){4})")
# A token stands for a customer; an address or a phone number is none.
_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")
SEVERITIES = ("review", "decline")


@dataclass(frozen=True, slots=True)
class Message:
    """One message in the forms that its receivers take: a mail with a subject, and a short message in one part.

    `severity` is `review` or `decline`, `customer` the token of the one customer whom it is for, or empty where all of
    the common receivers get it.
    `again` tells that an earlier attempt may have sent it too; what became of that one nobody knows.
    """

    severity: str
    customer: str
    again: bool
    subject: str
    email: str
    sms: str


def messages(event: Mapping[str, Any], *, email: str, sms: str) -> list[Message]:
    """The customer's own message, if the payment names one, and that of the common receivers, which has no code."""
    own = [compose(event, email=email, sms=sms, own=True)] if _customer(event["transaction"]) else []
    return [*own, compose(event, email=email, sms=sms)]


def compose(event: Mapping[str, Any], *, email: str, sms: str, own: bool = False) -> Message:
    """Fill both templates (`$transaction_id`, `$amount`, ...) from the workflow's `{"transaction", "analysis"}`.

    It comes again if the workflow counts `earlier_attempts`, or resumes what an earlier execution decided. ValueError
    names what the event lacks, or the placeholder that no template may hold. A sentence tells of the payments that were
    `held_back` since the last alert, unless the template has `$further_payments`; an analysis that is resumed knows of
    none. Without a code, as in all but the customer's `own`, the lines with `$not_me` are left out.
    """
    facts = _facts(event, own=own)
    again = bool(event.get("earlier_attempts") or event["analysis"].get("resumed"))
    return Message(
        severity=_severity(event["analysis"]),
        customer=_customer(event["transaction"]) if own else "",
        again=again,
        subject=f"Card transaction: {facts['decision']}{' (perhaps sent before)' if again else ''}",
        email=mail(email, facts),
        sms=short(sms, facts),
    )


def _facts(event: Mapping[str, Any], *, own: bool) -> dict[str, str]:
    try:
        transaction, analysis = event["transaction"], event["analysis"]
        name = transaction["transaction_id"]
        return {
            "transaction_id": _masked(name),
            "amount": str(transaction["amount_text"]),
            "currency": str(transaction["currency"]),
            "merchant_id": _masked(transaction["merchant_id"]),
            "country": str(transaction["country"]),
            "decision": str(analysis["decision"]),
            FURTHER: str(_held_back(analysis)),
            # A link shows the id in full.
            NOT_ME: answer(event) if own and _masked(name) == name else "",
        }
    except KeyError as missing:
        raise ValueError(f"event: {missing} is missing; the workflow must pass transaction and analysis") from None


def _severity(analysis: Mapping[str, Any]) -> str:
    """Every subscription is filtered: what none of them asks for would be delivered to nobody, and without an error."""
    if analysis["decision"] not in SEVERITIES:
        raise ValueError("event: the decision is neither review nor decline; the workflow must pass the analysis")
    return str(analysis["decision"])


def _customer(transaction: Mapping[str, Any]) -> str:
    token = transaction.get("customer_token", "")
    if isinstance(token, str) and (not token or _TOKEN.fullmatch(token)):
        return token
    raise ValueError("event: customer_token is no token; the workflow must pass the validator's answer")


def _held_back(analysis: Mapping[str, Any]) -> int:
    count = analysis.get("held_back", 0)
    if type(count) is not int or count < 0:
        raise ValueError("event: held_back is no whole number from 0 on; the workflow must pass the analysis")
    return count


def _masked(identifier: object) -> str:
    text = str(identifier)
    return text if UUID.fullmatch(text) else _LONG_NUMBER.sub("…", text)

"""Templates, filled with the facts of a payment: a mail, and a short message in one part."""

from collections.abc import Mapping
from functools import partial
from string import Template

from .short_message import one_part

# The placeholder for how many payments were held back since the last alert.
FURTHER = "further_payments"
# That for the id of the transaction and the code of its alert, with a point between them.
NOT_ME = "not_me"


def mail(template: str, facts: Mapping[str, str]) -> str:
    """Fill a template; ValueError names the placeholder that no template may hold."""
    return _filled("e-mail template", template if facts[NOT_ME] else without(template), facts)


def short(template: str, facts: Mapping[str, str]) -> str:
    """The same in one part: a link that was cut would lead nowhere, so its line goes where it has no room."""
    texts = (template, without(template)) if facts[NOT_ME] else (without(template),)
    for text in texts:
        said = one_part(partial(_filled, "SMS template", text), facts, shortened=("transaction_id", "merchant_id"))
        if facts[NOT_ME] in said:
            break
    return said


def without(template: str) -> str:
    """The template without its lines that hold the placeholder; a template of such lines alone is left as it is."""
    lines = template.splitlines(keepends=True)
    kept = "".join(line for line in lines if NOT_ME not in Template(line).get_identifiers())
    if not kept.strip() or kept == template:
        return template
    return kept.rstrip("\n")


def _filled(name: str, text: str, facts: Mapping[str, str]) -> str:
    template = Template(text)
    unknown = sorted(set(template.get_identifiers()) - set(facts))
    if unknown or not template.is_valid():
        wrong = f"unknown placeholder ${unknown[0]}" if unknown else "a $ that begins no placeholder"
        raise ValueError(f"{name}: {wrong}; use {', '.join(f'${fact}' for fact in facts)}, or $$ for a dollar sign")
    return template.substitute(facts) + ("" if FURTHER in template.get_identifiers() else _further(facts[FURTHER]))


def _further(count: str) -> str:
    payments = "payment" if count == "1" else "payments"
    return "" if count == "0" else f" And {count} further {payments} held or declined since."

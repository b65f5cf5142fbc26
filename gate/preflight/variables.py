"""The values that the files' variables get: which are given, and whether each has the form that it must have."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator, Mapping
from string import Template
from urllib.parse import urlsplit

from gate.preflight.precondition import Precondition, missing, ok, unknown
from policies.core import strict_json

# What a message may hold; the functions that fill it refuse any other.
PLACEHOLDERS = frozenset(
    {"transaction_id", "amount", "currency", "merchant_id", "country", "decision", "further_payments", "not_me"}
)
# Bytes: Parameter Store's for a standard parameter.
LONGEST = 4_096
# Bytes: what an HMAC by SHA-256 is at its strongest with.
SHORTEST_KEY = 32


def _mail(value: str) -> bool:
    return value.isprintable() and re.fullmatch(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+", value) is not None


def _endpoint(value: str) -> bool:
    try:
        return value == "local" or _remote(strict_json.loads(value))
    except (ValueError, RecursionError):
        return False


def _remote(named: strict_json.Json) -> bool:
    """Whether this is an object of a URL and a key alone; ValueError where one of them is none."""
    if not isinstance(named, Mapping) or named.keys() != {"url", "key"}:
        return False
    url, key = named["url"], named["key"]
    if not isinstance(url, str) or not isinstance(key, str) or not (url.isascii() and url.isprintable()):
        return False
    address = urlsplit(url)
    reached = address.scheme == "https" and address.hostname and address.username is None and address.port != 0
    return bool(reached) and len(b64decode(key, validate=True)) >= SHORTEST_KEY


def _template(value: str) -> bool:
    try:
        length = len(value.encode())
    except UnicodeEncodeError:  # of bytes in the environment that are no UTF-8
        return False
    template = Template(value)
    known = set(template.get_identifiers()) <= PLACEHOLDERS if template.is_valid() else False
    return bool(value.strip()) and known and length <= LONGEST


TEMPLATE = (
    _template,
    f"a text of at most {LONGEST:,} bytes with no other placeholders than "
    f"{', '.join(f'${name}' for name in sorted(PLACEHOLDERS))}, and $$ for a dollar sign",
)
MAIL = (_mail, "a mail address")
FORMS: Mapping[str, tuple[Callable[[str], bool], str]] = {
    "account_id": (lambda value: re.fullmatch(r"[0-9]{12}", value) is not None, "the twelve digits of an account"),
    "alert_email": MAIL,
    "alert_phone": (
        lambda value: re.fullmatch(r"\+[1-9][0-9]{6,14}", value) is not None,
        "a phone number in E.164, such as +12025550123",
    ),
    "email_template": TEMPLATE,
    "ml_model_endpoint": (_endpoint, 'local, or {"url": "https://...", "key": "at least 32 random bytes in base64"}'),
    "operations_email": MAIL,
    "sms_template": TEMPLATE,
}


# What the variables of one customer begin with; the customer's token follows.
OF_CUSTOMERS = {f"{name}_of_": FORMS[name] for name in ("alert_email", "alert_phone")}


def variables(declared: Iterable[str], values: Mapping[str, str], unread: Iterable[str]) -> Iterator[Precondition]:
    """One for each declared variable; `unread` are those whose values stand in a form that is not read here."""
    for name in declared:
        yield _variable(f"variable {name}", name, values, frozenset(unread))


def _variable(title: str, name: str, values: Mapping[str, str], unread: frozenset[str]) -> Precondition:
    if name in unread:
        return unknown(
            title,
            "its value is not read here",
            'give it in a .tfvars.json file, or as NAME = "TEXT" in a line above all that is written otherwise',
        )
    if not values.get(name):
        return missing(title, "has no value", f"set TF_VAR_{name}, or give a file with --var-file")
    known = FORMS.get(name) or next((form for first, form in OF_CUSTOMERS.items() if name.startswith(first)), None)
    if known is None:
        return unknown(title, "has a value of which no form is known", "add its form to gate/preflight/variables.py")
    fits, form = known
    if not fits(values[name]):
        return missing(title, "has a value of another form", f"give {form}")
    return ok(title, "is given")

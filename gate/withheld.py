"""What no report shows: secrets, card numbers and contacts, where a file holds them though it should not."""

from __future__ import annotations

import re

from gate.model import Finding
from policies.core.card_numbers import card_numbers
from policies.core.credentials import credentials

WITHHELD = "(withheld)"
NOT_SHOWN = "holds what is not shown here, since it looks like a secret, a card number or a contact"
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|`[^`]*`")
# What such an attribute holds is a secret, whatever it looks like.
SECRET = re.compile(
    r"(?i)(?:pass(?:word|wd|phrase)|secret(?:_\w+)?|token|api_?key|(?:access|private|secret)_?key|credentials?"
    r"|insecure_value|value(?:_wo)?|plaintext)$"
)
CONTACT = re.compile(r"[^\s@\"']+@[^\s@\"']+\.[A-Za-z]|(?<!\w)\+\d[\d ()-]{6,}")


def is_secret(name: str, text: str) -> bool:
    """Whether a literal text below an attribute's name must not be shown."""
    return bool(text) and (SECRET.search(name) is not None or looks_secret(text))


def looks_secret(text: str) -> bool:
    """The same of a text that stands anywhere."""
    if CONTACT.search(text) or any(card_numbers(text)):
        return True
    return any(credentials(text))


def cleaned(finding: Finding) -> Finding:
    """The finding without a secret that its details quote from the file."""
    if not finding.details or not looks_secret(finding.details):
        return finding
    details = QUOTED.sub(WITHHELD, finding.details)
    return finding._replace(details=NOT_SHOWN if looks_secret(details) else details)

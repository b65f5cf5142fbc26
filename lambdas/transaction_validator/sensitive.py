"""What nobody may keep, not even encrypted (PCI DSS 3.3.1): security codes, tracks of the magnetic stripe, and PINs.

A security code is three or four digits and an encrypted PIN block sixteen: no number can be told from them by its
shape, so both are known by the names that they go by.
"""

import re
from collections.abc import Iterator

from .issuers import LONGEST, SHORTEST, is_card_number
from .texts import names, texts

# Parts of names, of letters and digits alone.
_NAMED = re.compile(
    r"cvv|cvc|cvn|cav2|cvd|csc\b|securitycode|(?:card)?verification(?:code|value|number)|^cid$|^card(?:cid|code)$"
    r"|track[123]|trackdata|magstripe|magneticstripe|stripedata|chipdata|^fullmagnetic"
    r"|^pin$|(?:card|debit|atm|customer|encrypted|online)pin$|^pin(?:block|data|offset|number|value)|pinblock|^pvv$"
)
_OTHER = re.compile(r"[\W_]+")
# Track 1 and 2 as ISO/IEC 7813 has them with their sentinels.
_TRACK = re.compile(r"%?[A-Z][0-9]{12,19}\^[^^]{2,26}\^[0-9]|;[0-9]{12,19}=[0-9]")
# Without them, and as a chip hands out track 2 (EMV's tag 57): a card's number, a separator, date and service code.
_EQUIVALENT = re.compile(r"(?<![0-9])([0-9]{12,})[=Dd][0-9]{7,}")


def is_named_so(name: str) -> bool:
    """Tell whether a field of this name would hold such data."""
    return bool(_NAMED.search(_OTHER.sub("", name).casefold()))


def holds_sensitive_data(value: object) -> bool:
    """Tell whether such data is in a JSON value of any shape: a track in a text, anything under its name."""
    return any(is_named_so(name) for name in names(value)) or any(_holds_track(text) for text in texts(value))


def _holds_track(text: str) -> bool:
    return bool(_TRACK.search(text)) or any(is_card_number(end) for end in _before_separators(text))


def _before_separators(text: str) -> Iterator[str]:
    for digits in _EQUIVALENT.findall(text):
        yield from (digits[-size:] for size in range(SHORTEST, min(LONGEST, len(digits)) + 1))

"""Clients name transactions by UUID (RFC 9562). No card is written in such groups, however many of them are digits."""

import re

UUID = re.compile(
    r"(?<![0-9A-Za-z-])[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}(?![0-9A-Za-z-])",
    re.IGNORECASE | re.ASCII,
)

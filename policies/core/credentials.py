"""What credentials look like, of the kinds that are found in files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

KEY = "a key or a token"
# What any of those begins with: to look for these alone is ten times as fast.
MARKS = ("AKIA", "ASIA", "-----BEGIN", "xox", "gho_", "ghp_", "ghr_", "ghs_", "ghu_", "github_", "_live_", "AIza")
# Each begins with the signs that are rare, where a search is quickest.
SHAPES: Mapping[str, re.Pattern[str]] = {
    KEY: re.compile(
        r"A(?:KIA|SIA)[A-Z0-9]{16}(?![A-Za-z0-9+/])|-----BEGIN [A-Z ]*PRIVATE KEY|xox[abeoprs]-[0-9A-Za-z-]{10}"
        r"|gh[oprsu]_[0-9A-Za-z]{36}|github_pat_\w{22}|[rs]k_live_[0-9A-Za-z]{16}|AIza[\w-]{35}"
    ),
    "a web token": re.compile(r"eyJ(?<![\w-]eyJ)[\w-]{8,}\.eyJ[\w-]{8,}\."),
    "a password in an address": re.compile(r"://[^/\s:@]+:[^/\s@]+@"),
    "a password by its name": re.compile(
        r"=(?i:(?<=password=)|(?<=passwd=)|(?<=secret=)|(?<=token=)|(?<=apikey=)|(?<=api_key=))[^\s$<*]{8}"
    ),
    # Forty signs of Base64, large and small letters and digits among them.
    "a secret access key": re.compile(
        r"(?<![A-Za-z0-9/+=])(?=[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=]))"
        r"(?=[a-z0-9/+]*[A-Z])(?=[A-Z0-9/+]*[a-z])(?=[A-Za-z/+]*\d)"
    ),
}


def credentials(text: str) -> Iterator[str]:
    """The kinds of credentials that stand in a text."""
    for kind, shape in SHAPES.items():
        if (kind != KEY or any(mark in text for mark in MARKS)) and shape.search(text):
            yield kind

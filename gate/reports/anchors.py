"""What a link of the page leads to: each place by a short id of its own, each rule by the row that shows it first."""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256

from gate.reports.asked import Asked
from gate.reports.rule_table import Rule
from gate.reports.service import Service
from policies.core.control import Control

LENGTH = 8  # characters of five bits each: of 10,000 places hardly ever are two alike


@cache
def anchor(place: str) -> str:
    """Made of the place alone, so that a link into one report leads to the same resource in every other."""
    digest = sha256(place.encode(errors="backslashreplace")).digest()
    return f"at-{b32encode(digest).decode().lower()[:LENGTH]}"


def control_anchor(control: Control) -> str:
    return f"control-{control.standard}-{control.number}".replace(" ", "-")


def rows(
    services: Mapping[Control, Iterable[Service]], asked: Iterable[Asked], rules: Iterable[Rule]
) -> Mapping[str, str]:
    """The id of what holds the row of a rule, by the rule's id: the first control, else a sentence, else all rules."""
    found: dict[str, str] = {}
    for control, serving in services.items():
        for service in serving:
            found.setdefault(service.policy.id, control_anchor(control))
    for sentence in asked:
        for holding in sentence.holding:
            found.setdefault(holding.policy, f"asked-{sentence.id}")
    for rule in rules:
        found.setdefault(rule.id, "rules")
    return found

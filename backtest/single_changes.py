"""Single numbers of the rules and of the model's thresholds, changed for a candidate: `CODE.FACT=NUMBER`."""

from __future__ import annotations

import json
import re
from typing import Any

# What the first word may be beside a rule's code.
COUNTING, MODEL = "counting", "model"
_CHANGE = re.compile(r"([a-z0-9_]+)\.([a-z0-9_]+)=([0-9]{1,12}(?:\.[0-9]{1,12})?)", re.ASCII)


def changed(rules: str, model: str, change: str) -> tuple[str, str]:
    """Return the texts of both files after one change; ValueError says what it cannot be applied to."""
    if not (read := _CHANGE.fullmatch(change)):
        raise ValueError(f"--set {change!r}: not CODE.FACT=NUMBER; write it as amount_far_above_usual.times_usual=3")
    name, part, text = read.groups()
    written = json.loads(model if name == MODEL else rules)
    numbers = _numbers(written, name, change)
    if part not in numbers:
        raise ValueError(f"--set {change}: {name} has no number {part}; it has {', '.join(numbers)}")
    numbers[part] = float(text)
    return (rules, json.dumps(written)) if name == MODEL else (json.dumps(written), model)


def _numbers(written: Any, name: str, change: str) -> dict[str, Any]:
    """Return the object that holds the number."""
    if name in (MODEL, COUNTING):
        return written["thresholds" if name == MODEL else COUNTING]  # type: ignore[no-any-return]
    by_code = {rule["code"]: rule["when_above"] for rule in written["rules"]}
    if name not in by_code:
        raise ValueError(f"--set {change}: no rule has the code {name}; the codes stand in the rules file")
    return by_code[name]  # type: ignore[no-any-return]

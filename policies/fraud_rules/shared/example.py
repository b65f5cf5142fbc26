"""A bundle with a model, and with the most lenient rules that are within what was agreed."""

from __future__ import annotations

from policies.core.examples import Values
from policies.fraud_rules.shared.patterns import COUNTING, MODEL, PACKAGE, PATTERNS, RULES

EXAMPLE: Values = {
    "members": {
        f"{PACKAGE}handler.py": {"sha256": "0" * 64, "source": ""},
        MODEL: {"sha256": "0" * 64, "document": {"version": "history-0a567bd6", "effective": "2026-11-26"}},
        RULES: {
            "sha256": "0" * 64,
            "document": {
                "version": "2026-11-26",
                "effective": "2026-11-26",
                "rules": [
                    {
                        "code": code,
                        "decision": decision,
                        "when_above": {fact: most for fact, (_, most) in bounds.items()},
                    }
                    for code, (decision, bounds) in PATTERNS.items()
                ],
                "counting": {name: most for name, (_, most) in COUNTING.items()},
            },
        },
    }
}

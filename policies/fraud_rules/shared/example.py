"""A bundle with the most lenient rules that are within what was agreed."""

from __future__ import annotations

from policies.core.examples import Values
from policies.fraud_rules.shared.patterns import COUNTING, PACKAGE, PATTERNS, RULES

EXAMPLE: Values = {
    "members": {
        f"{PACKAGE}handler.py": {"sha256": "0" * 64, "source": ""},
        RULES: {
            "sha256": "0" * 64,
            "document": {
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

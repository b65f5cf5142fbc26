"""The filter of a web ACL's log: what AWS WAF did with a request decides whether the log keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# All that AWS WAF may do but ALLOW; EXCLUDED_AS_COUNT is a rule of a group that only counts.
KEPT = ("BLOCK", "COUNT", "EXCLUDED_AS_COUNT", "CAPTCHA", "CHALLENGE")
LOG_FILTER: Mapping[str, Any] = {
    "default_behavior": "DROP",
    "filter": [
        {
            "behavior": "KEEP",
            "requirement": "MEETS_ANY",
            "condition": [{"action_condition": {"action": action}} for action in KEPT],
        }
    ],
}

"""A null that is there is present, as on AWS; MiniStack 1.5.33 takes it for a field that is missing.

It runs in the emulator's environment, before the emulator does: it imports nothing else of ours.
"""

from __future__ import annotations

from typing import Any

from ministack.services import stepfunctions

_evaluated = stepfunctions._evaluate_rule


def _holds(rule: dict[str, Any], data: Any, context: Any = None) -> bool:
    if "IsPresent" not in rule:
        return bool(_evaluated(rule, data, context))
    above, _, name = rule["Variable"].rpartition(".")
    found = stepfunctions._resolve_path_or_ctx(above, data, context)
    return (isinstance(found, dict) and name in found) is rule["IsPresent"]


# It asks itself for each part of a rule, by this name.
stepfunctions._evaluate_rule = _holds

"""Step Functions as on AWS, in three points where MiniStack 1.5.33 differs.

A null that is there is present; MiniStack takes it for a field that is missing. States.MathRandom leaves out the end
of its range; MiniStack draws that too. An Express workflow is started again under a name that it had; MiniStack refuses
that, as AWS does only for standard workflows.

This runs in the emulator's environment, before the emulator does: it imports nothing else of ours.
"""

from __future__ import annotations

import random
import uuid
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

_computed = stepfunctions._exec_intrinsic


def _drawn(call: Any, data: Any, context: Any) -> Any:
    _, name, arguments = call
    if name != "States.MathRandom":
        return _computed(call, data, context)
    start, end, *_ = (int(stepfunctions._eval_intrinsic_arg(each, data, context)) for each in arguments)
    return random.randrange(start, end)  # noqa: S311 - no secret


stepfunctions._exec_intrinsic = _drawn

_started = stepfunctions._start_execution
_announced = stepfunctions._emit_execution_status_event
# In no name that AWS takes.
_SPLIT = ":"


def _start(asked: dict[str, Any]) -> Any:
    machine = stepfunctions._state_machines.get(asked.get("stateMachineArn")) or {}
    if machine.get("type") == "EXPRESS" and asked.get("name"):
        asked = {**asked, "name": f"{asked['name']}{_SPLIT}{uuid.uuid4()}"}
    return _started(asked)


def _announce(execution: dict[str, Any]) -> None:
    """The last step before an execution begins: from here on it has the name that was asked for, under its own ARN."""
    execution["name"] = execution["name"].partition(_SPLIT)[0]
    _announced(execution)


stepfunctions._start_execution = _start
stepfunctions._emit_execution_status_event = _announce

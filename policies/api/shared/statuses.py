"""The statuses of the workflows' answers: those that a template tells apart, and those that the workflows give."""

from __future__ import annotations

import re

from policies.aws.asl import at, states
from policies.aws.start_execution import INTEGRATION, started_by
from policies.core import Stack
from policies.core.strict_json import Json

STATUS = re.compile(r"\$answer\.status == '([^']*)'")


def known_statuses(template: Json) -> list[str]:
    """The statuses of the workflow's answers that a template tells apart."""
    return sorted(set(STATUS.findall(template) if isinstance(template, str) else ()))


def answered_statuses(stack: Stack) -> list[str]:
    """The statuses that the workflow which the API starts answers with."""
    started = [started_by(integration, stack) for integration in stack.of(INTEGRATION)]
    ends = [state for machine in started if machine for state in states(machine).values() if "End" in state]
    # What JSONPath answers by parameters, JSONata answers by its output.
    return sorted({str(at(state, "Parameters", "status") or at(state, "Output", "status")) for state in ends})
